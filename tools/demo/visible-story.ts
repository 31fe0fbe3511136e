import { createAgentUi } from './agent-ui.ts';
import { untilArchived } from './check-outcome.ts';
import { checkRecording } from './check-outcome.ts';
import { citizen, demoAgent, demoLead, placeCitizenCall, secondCitizen } from './citizen.ts';
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
    placeCitizenCall(pbx, root, citizen, patienceMs),
  );
  say(`市民 ${citizen.numberDisplay} 正在来电：请在坐席窗口点“接听”（F2），听她说完，`);
  say(`在右侧知识库搜索“${citizen.searchFor}”，插入答复，保存（Ctrl+S）并催办，最后挂断（F4）。`);
  await timeline.step(['answered', '坐席接听'], async () => {
    if (!(await call.answered)) throw new Error('来电无人接听');
  });
  const second = await timeline.step(['second-calls', '第二位市民来电'], async () => {
    await call.spoken;
    return placeCitizenCall(pbx, root, secondCitizen, patienceMs);
  });
  say(`市民 ${secondCitizen.numberDisplay} 也在来电，在自己的标签里等候：F2 接听，第一位保持，`);
  say('按数字键选定他反映的工单，F10 在两位之间切换；各自挂断后按数字键登记通话结果。');
  await timeline.step(['call-over', '两通通话结束'], () => Promise.all([call.ended, second.ended]));
  const hub = await openHubApi(hubUrl, demoLead.workNo, demoLead.password);
  const archived = await timeline.step(['archived', '录音上传并取得回执'], () =>
    untilArchived(hub, uploadMs, citizen.numberKey),
  );
  await timeline.step(['sound-checked', '保存录音'], () =>
    checkRecording(hub, archived, place.recordingFile),
  );
  say(`录音在 ${place.recordingFile}。可以继续试用；关闭窗口或按 Ctrl-C 结束演示。`);
  await pages.closed;
}
