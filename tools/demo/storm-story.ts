import { join } from 'node:path';
import { type AgentUi, createAgentUi } from './agent-ui.ts';
import { demoAgent, demoLead, stormCallers } from './citizen.ts';
import { changeTo } from './course-story.ts';
import type { StoryDeps } from './headless-story.ts';
import { type HubApi, openHubApi } from './hub-api.ts';
import { type StormUi, createStormUi } from './storm-ui.ts';
import { until } from './until.ts';

const actMs = 30_000;
const patienceMs = 60_000;
const point = '竹叶山立交';

/** The storm: the lead starts it, three callers of one point join one incident, their tickets become one, everybody is listed. */
export async function playStorm(deps: StoryDeps): Promise<void> {
  const { world, timeline } = deps;
  const { desk } = world.pages;
  const agent = createAgentUi(desk, actMs);
  const storm = createStormUi(desk);
  const hub = await openHubApi(world.hubUrl, demoLead.workNo, demoLead.password);
  await world.pages.show(desk);
  await timeline.step(['storm-begins', '班长启动暴雨模式'], async () => {
    await storm.open();
    await storm.putPoints(`江岸区 ${point}｜竹叶山桥洞`);
    await storm.start('橙色', '气象台发布暴雨橙色预警');
  });
  await timeline.step(['storm-agent', '坐席换班登录，简表就位'], async () => {
    await changeTo(agent, demoAgent);
    await storm.untilOn();
  });
  await callers(deps, agent, storm);
  await timeline.step(['storm-lead', '班长看事件看板'], async () => {
    await changeTo(agent, demoLead);
    await storm.open();
    await storm.openPoint(point);
  });
  await timeline.step(['storm-merged', '同一点位的工单并为一件'], async () => {
    await storm.merge();
    await untilMerged(hub);
  });
  await timeline.step(['storm-listed', '来电人列入回复清单'], () =>
    storm.list('积水已退，道路恢复通行。'),
  );
  await timeline.step(['storm-ends', '结束暴雨模式，待回复的一个不漏'], () => storm.end());
}

async function callers(
  { root, world: { pbx }, timeline }: StoryDeps,
  agent: AgentUi,
  storm: StormUi,
) {
  for (const [
    index,
    { fromNumber, numberDisplay, speech, place, depth },
  ] of stormCallers.entries()) {
    const isFirst = index === 0;
    await timeline.step(
      [
        `storm-caller-${index + 1}`,
        isFirst ? '第一位来电，五项简表登记' : `第 ${index + 1} 位来电，一键加入事件`,
      ],
      async () => {
        const call = await pbx.placeCall({
          fromNumber,
          queue: '水务热线',
          queueWaitMs: 3000,
          speechFile: join(root, 'tests/fixtures/speech', speech),
          patienceMs,
        });
        await agent.untilPopped(numberDisplay, actMs);
        await agent.press('F2');
        if (!(await call.answered)) throw new Error('未接通');
        await storm.fillPlace(place);
        if (isFirst) await storm.saveShort(depth);
        else await storm.join();
        await storm.untilIncident(point);
        await agent.press('F4');
        await call.ended;
      },
    );
  }
}

/** Each caller keeps a ticket; all but one say into which they were merged. */
function untilMerged(hub: HubApi): Promise<boolean> {
  return until('并单没有到中心服务器', actMs, async () => {
    const merged = (await hub.tickets()).filter(({ work }) => work?.mergedInto !== undefined);
    return merged.length === stormCallers.length - 1 ? true : null;
  });
}
