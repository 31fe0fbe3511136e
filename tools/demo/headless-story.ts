import { createAgentUi } from './agent-ui.ts';
import { type DemoOutcome, checkArchive } from './archive-story.ts';
import { citizen, demoAgent, placeCitizenCall } from './citizen.ts';
import type { DemoPlace } from './demo-place.ts';
import type { DemoWorld } from './demo-world.ts';
import type { CitizenCall } from './pbx.ts';
import type { Timeline } from './timeline.ts';

export interface StoryDeps {
  readonly root: string;
  readonly world: DemoWorld;
  readonly place: DemoPlace;
  readonly timeline: Timeline;
}

const actMs = 20_000;
const registerMs = 30_000;
const patienceMs = 60_000;

/** The agent's whole part, through the page, by the demo itself. */
export async function playHeadless(deps: StoryDeps): Promise<DemoOutcome> {
  const { root, world, timeline } = deps;
  const { pbx } = world;
  const agent = createAgentUi(world.pages.desk, actMs);
  await timeline.step(['signed-in', '坐席登录'], () =>
    agent.signIn(demoAgent.workNo, demoAgent.password),
  );
  await timeline.step(['registered', '软电话注册'], () =>
    sure(pbx.untilRegistered(registerMs), '软电话未登录交换机'),
  );
  await timeline.step(['ready', '坐席就绪'], () => agent.untilReady(registerMs));

  await timeline.step(['synced', '工单同步到本机'], () => agent.untilSynced(registerMs));

  const call = await timeline.step(['citizen-calls', '市民来电'], () =>
    placeCitizenCall(pbx, root, patienceMs),
  );
  await timeline.step(['popped', '弹出关联工单'], () =>
    agent.untilPopped(citizen.numberDisplay, actMs),
  );
  await timeline.step(['answered', '坐席接听'], async () => {
    await agent.answer();
    await sure(call.answered, '未接通');
  });
  await timeline.step(['recording', '录音已落盘'], () => agent.untilRecording(actMs));
  await timeline.step(['talking', '双方通话'], () => talk(call));
  await timeline.step(['close-refused', '在经办部门的工单不能办结'], () => agent.tryToClose());
  await timeline.step(['searched', '搜索知识库'], () => agent.search(citizen.searchFor));
  await timeline.step(['answer-inserted', '插入答复'], () => agent.insertFirstAnswer());
  await timeline.step(['fields-filled', '补全诉求内容'], () => agent.fillContent(citizen.content));
  await timeline.step(['saved', '保存新情况'], () => agent.save());
  await timeline.step(['urged', '催办'], () => agent.urge('市民再次来电，积水未退'));
  await timeline.step(['hung-up', '坐席挂断'], async () => {
    await agent.hangUp();
    const how = await call.ended;
    if (how !== 'agentHungUp') throw new Error(`the call ended as ${how}`);
  });
  return checkArchive(deps);
}

/** Both are heard: the citizen finishes, and the agent has spoken for at least a second. */
async function talk(call: CitizenCall): Promise<void> {
  await sure(call.spoken, '市民的话没有说完');
  await sure(call.untilHeard(1000), '市民没有听到坐席');
}

async function sure(fact: Promise<boolean>, failure: string): Promise<void> {
  if (!(await fact)) throw new Error(failure);
}
