import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axeApi from 'axe-core';
import type { Page } from 'playwright-core';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AgentView } from '../../src/shared/domain/agents/agent-view.ts';
import {
  type DeskBrowser,
  type OpenDeskOptions,
  startDeskBrowser,
} from '../support/desk/desk-browser.ts';
import { aDeskState, aTalk, aTeamMember, anAgentView, lead } from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
let axeSource: string;
beforeAll(async () => {
  browser = await startDeskBrowser();
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const openAs = (agent: Partial<AgentView>, options: OpenDeskOptions = {}) =>
  browser.open((script) => script.update({ agent: anAgentView(agent) }), options);
const pill = (page: Page) => page.getByRole('button', { name: /^坐席状态/ });
const menu = (page: Page) => page.getByRole('dialog', { name: '坐席状态' });
const press = (page: Page, name: string) =>
  menu(page).getByRole('button', { name, exact: true }).click();

describe('the state menu', () => {
  test('by keyboard alone: opens, moves, chooses a rest with its reason, and gives the keyboard back', async () => {
    const { page, script } = await openAs({});
    await page.keyboard.press('Alt+a');
    await menu(page).waitFor();
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('会议');
    await menu(page).getByRole('button', { name: '休息', exact: true }).focus();
    await page.keyboard.press('Enter');
    await menu(page).waitFor({ state: 'hidden' });
    expect(script.agentActs).toEqual([
      { kind: 'change', to: 'break', reason: 'rest', minutes: null, unguarded: false },
    ]);
    await page.getByRole('button', { name: '登记一件新诉求' }).first().click();
    const typing = page.getByLabel('诉求内容');
    await typing.focus();
    await page.keyboard.press('Alt+a');
    await menu(page).waitFor();
    await page.keyboard.press('Escape');
    await menu(page).waitFor({ state: 'hidden' });
    expect(await typing.evaluate((input) => input === document.activeElement)).toBe(true);
  });

  test('says why an agent who missed rings is not ready', async () => {
    const { page, script } = await openAs({});
    script.update({
      agent: anAgentView({ state: 'notReady', reason: 'missedRings', missedRings: 2 }),
    });
    await page.getByText('示忙中，不分配来电').waitFor();
    const told = page.getByRole('region', { name: '状态提示' });
    await told.getByText('连续 2 次来电未接，已转为示忙').waitFor();
    const order = { toldId: 'a', kind: 'order', to: 'training', by: '班长一', at: 1 } as const;
    script.update({ told: [{ ...order, why: '补一次演练', seen: false }] });
    await told.getByText('班长 班长一 调整为培训').waitFor();
    await told.getByText('原因：补一次演练').waitFor();
    await keepPicture(page, 'told');
    expect(await violationsOf(page)).toEqual([]);
    await told.getByRole('button', { name: '知道了' }).click();
    await told.getByRole('button', { name: '恢复就绪' }).first().click();
    await expect
      .poll(() => script.agentActs)
      .toMatchObject([
        { kind: 'putAway', toldId: 'a' },
        { kind: 'change', to: 'ready' },
      ]);
    expect(await menu(page).count()).toBe(0);
    await pill(page).click();
    await menu(page).getByText('已连续漏接 2 次', { exact: false }).waitFor();
  });

  test('after a call counts down, is extended with a reason, and is done with one press', async () => {
    const { page, script } = await openAs({
      state: 'afterCallWork',
      since: Date.now(),
      endsAt: Date.now() + 59_500,
    });
    await expect.poll(() => pill(page).textContent()).toMatch(/话后处理.*00:5\d/);
    await pill(page).click();
    await press(page, '补填工单');
    await pill(page).click();
    await press(page, '完成 → 就绪');
    await expect
      .poll(() => script.agentActs)
      .toEqual([{ kind: 'extend', reason: 'longTicket' }, { kind: 'finish' }]);
  });

  test('in a call chooses for afterwards, and shows it', async () => {
    const { page, script } = await browser.open((before) => {
      before.setCalls([aTalk()]);
      before.update({ agent: anAgentView() });
    });
    await pill(page).click();
    await menu(page).getByText('通话结束后切换到').waitFor();
    await press(page, '午餐');
    script.update({ agent: anAgentView({ next: 'meal' }) });
    await expect.poll(() => pill(page).textContent()).toMatch(/通话中.*→ 用餐/);
  });

  test('explains the last-ready refusal and asks the lead with one press', async () => {
    const { page, script } = await openAs({});
    script.refusals.set('agent.change', 'agent.lastReady');
    await pill(page).click();
    await press(page, '午餐');
    await menu(page).getByRole('alert').getByText('您是最后一位就绪坐席').waitFor();
    await press(page, '请班长批准');
    await expect
      .poll(() => script.agentActs)
      .toEqual([{ kind: 'ask', to: 'meal', reason: 'lunch' }]);
    const ask = {
      to: 'meal',
      reason: 'lunch',
      askedAt: 1,
      answer: 'waiting',
      until: null,
    } as const;
    script.update({ agent: anAgentView({ ask }) });
    await pill(page).click();
    await menu(page).getByText('已请班长批准用餐，等待答复').waitFor();
  });

  test('without the hub says that nobody can know, and goes only on confirmation', async () => {
    const { page, script } = await openAs({});
    script.refusals.set('agent.change', 'agent.guardUnknown');
    await pill(page).click();
    await press(page, '休息');
    await menu(page).getByText('暂时无法确认是否还有其他就绪坐席').waitFor();
    script.refusals.clear();
    await press(page, '已确认有人在岗，仍然切换');
    await expect.poll(() => script.agentActs).toMatchObject([{ to: 'break', unguarded: true }]);
  });

  test('keeps the keyboard after a refusal: Escape closes it', async () => {
    const { page, script } = await openAs({});
    script.refusals.set('agent.change', 'agent.lastReady');
    await page.keyboard.press('Alt+a');
    await menu(page).getByRole('button', { name: '午餐', exact: true }).focus();
    await page.keyboard.press('Enter');
    await menu(page).getByRole('alert').waitFor();
    await page.keyboard.press('Escape');
    await menu(page).waitFor({ state: 'hidden' });
  });

  test('tells by how much a rest is over', async () => {
    const { page } = await openAs({
      state: 'break',
      reason: 'rest',
      since: Date.now() - 16 * 60_000,
      endsAt: Date.now() - 61_000,
    });
    await expect.poll(() => pill(page).textContent()).toMatch(/小休超时 01:0\d/);
    await page
      .getByRole('status')
      .getByText('小休已超时', { exact: false })
      .waitFor({ state: 'attached' });
  });
});

const ask = {
  to: 'meal',
  reason: 'lunch',
  askedAt: Date.now(),
  answer: 'waiting',
  until: null,
} as const;
const aTeam = () => [
  aTeamMember('1002', { agent: anAgentView({ ask }) }),
  aTeamMember('1003', {
    agent: anAgentView({ state: 'break', reason: 'rest', endsAt: Date.now() - 65_000 }),
  }),
  aTeamMember('1004', { talking: true, agent: anAgentView({ next: 'training' }) }),
  aTeamMember('1005', {
    agent: anAgentView({ state: 'afterCallWork' }),
    reachable: false,
    why: { kind: 'code', name: 'microphone', code: 'media.microphoneDenied' },
  }),
  aTeamMember('1006', { agent: anAgentView({ state: 'signedOut' }), silent: true }),
  aTeamMember('1007', { agent: anAgentView({ state: 'signedOut' }) }),
];
const openTeam = (options: OpenDeskOptions = {}) =>
  browser.open(
    (script) =>
      script.update({
        ...aDeskState(),
        user: lead,
        agent: anAgentView(),
        team: aTeam(),
        absent: [{ workNo: '1009', displayName: '坐席9' }],
      }),
    options,
  );

describe('the team page of the lead', () => {
  test('shows everybody, counts whom a call reaches, grants and sets', async () => {
    const { page, script } = await openTeam();
    const told = page.getByRole('region', { name: '状态提示' });
    await told.getByText('坐席2（1002）申请用餐').waitFor();
    await page.getByRole('button', { name: '班组', exact: false }).click();
    await page.getByText('在岗可接听 1 人').waitFor();
    await page.getByText('申请用餐（午餐）').waitFor();
    await told.getByRole('button', { name: '批准', exact: true }).click();
    await expect
      .poll(() => script.agentActs)
      .toEqual([{ kind: 'answer', workNo: '1002', askedAt: ask.askedAt, grant: true }]);
    await page.getByRole('button', { name: '调整 坐席3 的状态' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '调整 坐席3（1003）的状态' });
    await dialog.getByLabel('就绪').check();
    const confirm = dialog.getByRole('button', { name: '确认调整为就绪' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('原因（必填）').fill('午高峰，请回来');
    await keepPicture(page, `order-${page.viewportSize()?.width}`);
    expect(await violationsOf(page)).toEqual([]);
    expect(script.agentActs.filter(({ kind }) => kind === 'force')).toEqual([]);
    await confirm.click();
    const force = { kind: 'force', reason: 'lead', why: '午高峰，请回来' };
    await expect
      .poll(() => script.agentActs.at(-1))
      .toEqual({ ...force, workNo: '1003', to: 'ready' });
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '撤回，恢复为小休' }).waitFor();
    await page.getByRole('button', { name: '请签入：坐席7' }).click();
    await page.getByText('班长不能代签', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('本班未登录').waitFor();
    await page.getByText('超时 01:', { exact: false }).waitFor();
    await page.getByText('失联').waitFor();
    await page.getByText('不可接听麦克风未获使用许可').waitFor();
  });

  test('an agent has no such page', async () => {
    const { page } = await openAs({});
    expect(await page.getByRole('button', { name: '班组' }).count()).toBe(0);
  });
});

describe('looks', () => {
  const looks = [
    { width: 1366, height: 768, theme: 'light' },
    { width: 1920, height: 1080, theme: 'night' },
  ] as const;
  test.each(looks)(
    'menu and team page are clean for axe and fit at $width, $theme',
    async (look) => {
      const { page } = await openTeam(look);
      await pill(page).click();
      await menu(page).waitFor();
      await keepPicture(page, `menu-${look.theme}`);
      expect(await violationsOf(page)).toEqual([]);
      const box = await menu(page).boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(look.height);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '班组', exact: false }).click();
      await page.getByText('申请用餐（午餐）').waitFor();
      await keepPicture(page, `team-${look.theme}`);
      expect(await violationsOf(page)).toEqual([]);
    },
  );
});

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    // Put there by `axeSource`; the page's own types know nothing of it.
    const { axe } = window as unknown as { axe: typeof axeApi };
    const { violations } = await axe.run(document, { rules: { region: { enabled: false } } });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
  });
}
