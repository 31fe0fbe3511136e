import { createAgentUi } from './agent-ui.ts';
import { untilArchived } from './check-outcome.ts';
import { checkRecording } from './check-outcome.ts';
import { citizen, demoAgent, demoLead, placeCitizenCall } from './citizen.ts';
import type { StoryDeps } from './headless-story.ts';
import { openHubApi } from './hub-api.ts';

const actMs = 30_000;
const patienceMs = 5 * 60_000;
const uploadMs = 120_000;

/** A person is the agent: the demo signs in, lets the citizen call, and says on the console what to do. */
export async function playVisible(deps: StoryDeps, say: (line: string) => void): Promise<void> {
  const { root, world, place, timeline } = deps;
  const { pbx, pages, hubUrl } = world;
  const agent = createAgentUi(pages.desk, actMs);
  await timeline.step(['signed-in', '坐席登录'], () =>
    agent.signIn(demoAgent.workNo, demoAgent.password),
  );
  await timeline.step(['ready', '坐席就绪'], async () => {
    if (!(await pbx.untilRegistered(actMs))) throw new Error('软电话未登录交换机');
    await agent.untilReady(actMs);
  });
  const call = await timeline.step(['citizen-calls', '市民来电'], () =>
    placeCitizenCall(pbx, root, patienceMs),
  );
  say(`市民 ${citizen.numberDisplay} 正在来电：请在坐席窗口点“接听”（F2），听她说完，`);
  say(`在右侧知识库搜索“${citizen.searchFor}”，插入答复，保存（Ctrl+S）并催办，最后挂断（F4）。`);
  await timeline.step(['answered', '坐席接听'], async () => {
    if (!(await call.answered)) throw new Error('来电无人接听');
  });
  await timeline.step(['call-over', '通话结束'], () => call.ended);
  const hub = await openHubApi(hubUrl, demoLead.workNo, demoLead.password);
  const archived = await timeline.step(['archived', '录音上传并取得回执'], () =>
    untilArchived(hub, uploadMs),
  );
  await timeline.step(['sound-checked', '保存录音'], () =>
    checkRecording(hub, archived, place.recordingFile),
  );
  say(`录音在 ${place.recordingFile}。可以继续试用；关闭窗口或按 Ctrl-C 结束演示。`);
  await pages.closed;
}
