import { type AgentUi, createAgentUi } from './agent-ui.ts';
import { type DemoOutcome, checkArchive } from './archive-story.ts';
import { citizen, demoAgent, placeCitizenCall, secondCitizen } from './citizen.ts';
import { playCourse } from './course-story.ts';
import type { DemoPlace } from './demo-place.ts';
import type { DemoWorld } from './demo-world.ts';
import type { CitizenCall } from './pbx.ts';
import { playStorm } from './storm-story.ts';
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
  const { world, timeline } = deps;
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

  const first = await answerFirst(deps, agent);
  const second = await answerSecond(deps, agent);
  await workOnFirst(deps, agent);
  await wrapUp(deps, agent, first, second);
  const outcome = await checkArchive(deps);
  await playCourse(deps);
  await playStorm(deps);
  return outcome;
}

async function answerFirst(
  { root, world: { pbx }, timeline }: StoryDeps,
  agent: AgentUi,
): Promise<CitizenCall> {
  const call = await timeline.step(['citizen-calls', '市民来电'], () =>
    placeCitizenCall(pbx, root, citizen, patienceMs),
  );
  await timeline.step(['popped', '弹出关联工单'], () =>
    agent.untilPopped(citizen.numberDisplay, actMs),
  );
  await timeline.step(['answered', '坐席接听'], async () => {
    await agent.press('F2');
    await sure(call.answered, '未接通');
  });
  await timeline.step(['recording', '录音已落盘'], () => agent.untilRecording(actMs));
  await timeline.step(['talking', '双方通话'], () => talk(call));
  return call;
}

/** He rings into her call: nothing moves until he is answered, and each of the two keeps what is his or hers. */
async function answerSecond(
  { root, world: { pbx }, timeline }: StoryDeps,
  agent: AgentUi,
): Promise<CitizenCall> {
  const call = await timeline.step(
    ['second-calls', '第二位市民来电，在自己的标签里等候'],
    async () => {
      const placed = await placeCitizenCall(pbx, root, secondCitizen, patienceMs);
      await agent.untilTabRings(actMs);
      await agent.untilContent(citizen.about);
      return placed;
    },
  );
  await timeline.step(['second-answered', '接听第二位，第一位保持'], async () => {
    await agent.press('F2');
    await sure(call.answered, '第二位市民未接通');
    await agent.untilAsked();
  });
  await timeline.step(['second-chosen', '按数字键选定第二位反映的工单'], () =>
    agent.chooseTicket(secondCitizen.about),
  );
  await timeline.step(['second-talking', '与第二位通话'], () => talk(call));
  await timeline.step(['swapped', '切换回第一位：各是各的工单'], async () => {
    await agent.press('F10');
    await agent.untilContent(citizen.about);
  });
  return call;
}

async function workOnFirst({ timeline }: StoryDeps, agent: AgentUi): Promise<void> {
  await timeline.step(['close-refused', '在经办部门的工单不能办结'], () => agent.tryToClose());
  await timeline.step(['searched', '搜索知识库'], () => agent.search(citizen.searchFor));
  await timeline.step(['answer-inserted', '插入答复'], () => agent.insertFirstAnswer());
  await timeline.step(['fields-filled', '补全诉求内容'], () => agent.fillContent(citizen.content));
  await timeline.step(['saved', '保存新情况'], () => agent.save());
  await timeline.step(['urged', '催办'], () => agent.urge('市民再次来电，积水未退'));
}

/** Saving her ticket has said what came of her call; of his call one digit says it. */
async function wrapUp(
  { timeline }: StoryDeps,
  agent: AgentUi,
  first: CitizenCall,
  second: CitizenCall,
): Promise<void> {
  await timeline.step(['hung-up', '坐席挂断第一位'], () => hangUp(agent, first));
  await timeline.step(['second-back', '恢复第二位'], async () => {
    await agent.press('F9');
    await agent.untilContent(secondCitizen.about);
  });
  await timeline.step(['second-hung-up', '坐席挂断第二位'], async () => {
    await hangUp(agent, second);
    await agent.untilResultAsked();
  });
  await timeline.step(['result-given', '按一个数字键登记通话结果'], () =>
    agent.giveResult('answered'),
  );
}

async function hangUp(agent: AgentUi, call: CitizenCall): Promise<void> {
  await agent.press('F4');
  const how = await call.ended;
  if (how !== 'agentHungUp') throw new Error(`the call ended as ${how}`);
}

/** Both are heard: the citizen finishes, and the agent has spoken for at least a second. */
async function talk(call: CitizenCall): Promise<void> {
  await sure(call.spoken, '市民的话没有说完');
  await sure(call.untilHeard(1000), '市民没有听到坐席');
}

async function sure(fact: Promise<boolean>, failure: string): Promise<void> {
  if (!(await fact)) throw new Error(failure);
}
