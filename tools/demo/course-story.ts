import type { Page } from 'playwright-core';
import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';
import { type AgentUi, createAgentUi } from './agent-ui.ts';
import { demoAgent, demoDepartment, demoLead } from './citizen.ts';
import { type CourseUi, createCourseUi } from './course-ui.ts';
import { type DepartmentUi, createDepartmentUi } from './department-ui.ts';
import type { StoryDeps } from './headless-story.ts';
import { type HubApi, openHubApi } from './hub-api.ts';
import { until } from './until.ts';

const actMs = 30_000;
const dayMs = 24 * 3_600_000;

/** Who takes part: each page with its hands, and the hub as a second opinion. */
interface Cast {
  readonly agent: AgentUi;
  readonly course: CourseUi;
  readonly department: DepartmentUi;
  readonly departmentPage: Page;
  readonly city: Page;
  readonly hub: HubApi;
  /** Words of the demand, by which each page shows it. */
  readonly about: string;
  readonly cityNo: string;
}

/** The second act: a dispatch of the city from its sign-in to the city's confirmation, on desk, departments' page and city's page. */
export async function playCourse(deps: StoryDeps): Promise<void> {
  const cast = await gather(deps);
  await atDesk(deps, cast);
  await atDepartment(deps, cast);
  await extension(deps, cast);
  await result(deps, cast);
  await toTheEnd(deps, cast);
}

async function gather({ world, timeline }: StoryDeps): Promise<Cast> {
  const { pages, cityPage, hubUrl } = world;
  if (cityPage === null) throw new Error('没有启动模拟的市级平台');
  const hub = await openHubApi(hubUrl, demoLead.workNo, demoLead.password);
  const agent = createAgentUi(pages.desk, actMs);
  const city = await pages.open(cityPage);
  city.setDefaultTimeout(actMs);
  await pages.show(city);
  const ticket = await timeline.step(['city-dispatches', '市级平台派件'], async () => {
    await city.getByRole('button', { name: '派件', exact: true }).click();
    await city.locator('#orders tr').first().waitFor();
    return until('市级派件没有到中心服务器', actMs, async () => {
      const all = await hub.tickets();
      return all.find(({ source, work }) => source === 'cityPlatform' && work?.city) ?? null;
    });
  });
  await pages.show(pages.desk);
  await timeline.step(['agent-back', '坐席再次登录'], () => changeTo(agent, demoAgent));
  const departmentPage = await pages.open(`${hubUrl}/department/`);
  departmentPage.setDefaultTimeout(actMs);
  await pages.show(pages.desk);
  const department = createDepartmentUi(departmentPage);
  const cityNo = ticket.work?.city?.cityNo ?? '';
  const course = createCourseUi(pages.desk);
  // A list shows its line breaks as blanks.
  const [about = ''] = ticket.content.split('\n');
  return { agent, course, department, departmentPage, city, hub, about, cityNo };
}

/** Somebody else takes the seat. */
export async function changeTo(
  agent: AgentUi,
  who: { workNo: string; password: string },
): Promise<void> {
  await agent.signOut();
  await agent.signIn(who.workNo, who.password);
  await agent.untilReady(actMs);
}

/** As the hub has it, once `holds` does. */
function ticketOf({ hub, cityNo }: Cast, holds: (ticket: Ticket) => boolean): Promise<Ticket> {
  return until('中心服务器的工单没有跟上', actMs, async () => {
    const all = await hub.tickets();
    return all.find((one) => one.work?.city?.cityNo === cityNo && holds(one)) ?? null;
  });
}

async function atDesk({ timeline }: StoryDeps, cast: Cast): Promise<void> {
  const { course, agent, about } = cast;
  await timeline.step(['signed', '签收市级派件'], async () => {
    await course.openToday(about);
    await course.take('sign');
    await course.untilNext('assign');
  });
  await timeline.step(['screened', '致电市民甄别'], async () => {
    await course.callBack();
    await agent.untilRecording(actMs);
  });
  await timeline.step(['screened-result', '甄别通话结束，按数字键登记'], async () => {
    await agent.press('F4');
    await agent.untilResultAsked();
    await agent.giveResult('progress');
  });
  await timeline.step(['assigned', '交办经办部门'], async () => {
    await course.openTicket(about);
    await course.take('assign', async (form) => {
      await form.choose('leadId', '江汉区水务局');
      await form.fill('instruction', '请现场核实，并联系市民');
    });
    await ticketOf(cast, ({ state }) => state === 'assigned');
  });
}

async function atDepartment({ world, timeline }: StoryDeps, cast: Cast): Promise<void> {
  const { department, departmentPage, about } = cast;
  await world.pages.show(departmentPage);
  await timeline.step(['department-signs', '经办部门在网页上签收'], async () => {
    await department.signIn(demoDepartment.workNo, demoDepartment.password);
    await department.open(about);
    await department.act('departmentSign');
  });
  await timeline.step(['department-contacts', '经办部门首次联系市民'], () =>
    department.act('firstContact', { contact: 'yes', note: '已约定上门时间' }),
  );
  await timeline.step(['department-applies', '经办部门申请延期'], async () => {
    const { work } = await ticketOf(cast, ({ state }) => state === 'inHandling');
    const limit = work?.clocks.findLast(({ step }) => step === 'result');
    if (!limit) throw new Error('经办部门没有反馈时限');
    await department.act('apply', {
      what: 'extend',
      newDueAt: officeTime(limit.dueAt + dayMs),
      reason: '需要停水作业，须提前一天公告',
    });
  });
}

/** `2026-06-20T17:30` as a form of the office takes it. */
function officeTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
}

/** The desk judges, the lead confirms, the city answers, the department is told with the rule. */
async function extension({ world, timeline }: StoryDeps, cast: Cast): Promise<void> {
  const { pages } = world;
  const { course, agent, city, about } = cast;
  await pages.show(pages.desk);
  await timeline.step(['application-judged', '坐席初审延期申请'], async () => {
    await course.openToday(about);
    await course.take('judgeApplication', async (form) => {
      await form.choose('agrees', '同意');
      await form.fill('words', '理由属实');
    });
  });
  await timeline.step(['application-confirmed', '班长复核，提交市级'], async () => {
    await changeTo(agent, demoLead);
    await course.openToday(about);
    await course.take('confirmApplication', async (form) => {
      await form.choose('agrees', '同意');
      await form.fill('words', '同意上报');
    });
  });
  await pages.show(city);
  await timeline.step(['city-answers', '市级平台批准延期'], async () => {
    await city.getByRole('button', { name: '批准申请', exact: true }).click();
    await ticketOf(cast, ({ work }) => work?.applications[0]?.state === 'answered');
  });
  await pages.show(pages.desk);
  await timeline.step(['application-explained', '向经办部门解释结果和依据'], async () => {
    await course.take('explainApplication', async (form) => {
      await form.fill('words', '市级已批准，按新时限反馈');
      await form.fill('rule', '延期一次，最多十个工作日');
    });
  });
}

async function result({ world, timeline }: StoryDeps, cast: Cast): Promise<void> {
  const { department, departmentPage } = cast;
  await world.pages.show(departmentPage);
  await timeline.step(['department-reports', '经办部门反馈结果'], async () => {
    const { openedAt } = await ticketOf(cast, ({ state }) => state === 'inHandling');
    await department.act('submitResult', {
      facts: '现场核实，情况属实',
      cause: '管道接口老化',
      action: '已更换接口并恢复',
      doneOn: officeTime(openedAt).slice(0, 10),
      publicReply: '已更换老化接口，当日恢复正常，请继续观察。',
    });
  });
}

async function toTheEnd({ world, timeline }: StoryDeps, cast: Cast): Promise<void> {
  const { pages } = world;
  const { course, city, about } = cast;
  await pages.show(pages.desk);
  await timeline.step(['audited', '审核通过'], async () => {
    await course.untilNext('auditPass');
    await course.take('auditPass', (form) => form.checkAll());
    await course.untilNext('callback');
  });
  await timeline.step(['called-back', '回访'], () =>
    course.take('callback', async (form) => {
      await form.choose('contact', '已接通');
      await form.choose('solved', '已解决');
      await form.choose('satisfaction', '满意');
    }),
  );
  await timeline.step(['replied', '回复并提交市级'], async () => {
    await course.take('reply');
    await ticketOf(cast, ({ state }) => state === 'submittedToCity');
  });
  await pages.show(city);
  await timeline.step(['city-confirms', '市级平台确认办结'], async () => {
    await city.getByRole('button', { name: '确认', exact: true }).click();
    await ticketOf(cast, ({ state }) => state === 'closed');
  });
  await pages.show(pages.desk);
  await timeline.step(['course-closed', '坐席台上已办结'], async () => {
    await course.openTicket(about);
  });
}
