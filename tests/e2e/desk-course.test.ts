import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axeApi from 'axe-core';
import type { Page } from 'playwright-core';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';
import { noWork } from '../../src/shared/domain/tickets/ticket-work.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aPop,
  aTalk,
  aTicket,
  agent,
  aWorkspace,
  idOf,
  lead,
  someTickets,
} from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

let browser: DeskBrowser;
let axeSource: string;
beforeAll(async () => {
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

/** A citizen is on the line whose ticket lies open. */
const talkOn =
  (of: Partial<Ticket>, role: 'agent' | 'lead' = 'agent') =>
  (script: DeskScript) => {
    script.addTickets([...someTickets(), aTicket(7, of)]);
    script.setCalls([aTalk()]);
    script.update({
      user: role === 'lead' ? lead : agent,
      workspaces: [aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }))],
    });
  };

const city = { cityNo: 'WH20260612-0088', dispatchedAt: 1, dueAt: null };
const result = {
  facts: '现场管道堵塞',
  cause: '杂物堆积',
  action: '已疏通',
  doneOn: '2026-06-15',
  internal: '',
  publicReply: '已于 6 月 15 日疏通，排水恢复。',
  at: 1,
  byWorkNo: '9001',
};
const assignment = {
  leadId: 'bureau.jianghan',
  assistIds: [],
  instruction: '请现场核实',
  phonedTo: '',
  at: 1,
  byWorkNo: '1003',
};

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** The steps are there: keys are heard. */
const stepsShown = (page: Page) => page.getByRole('group', { name: '下一步' }).waitFor();
const form = (page: Page, name: string) => page.getByRole('form', { name, exact: true });
/** The next step by its key, then Enter in the last field. */
const taken = (page: Page, name: string) => form(page, name).waitFor({ state: 'detached' });
const actions = (script: DeskScript) => script.carriedOut.map(({ action }) => action);

describe('the course of a ticket at the desk', () => {
  test('signs and assigns a dispatch of the city by keyboard alone', async () => {
    const { page, script } = await browser.open(
      talkOn({
        source: 'cityPlatform',
        state: 'awaitingSignIn',
        categoryCode: 'drainage.cover',
        district: '江汉区',
        kind: 'help',
        work: { ...noWork, city },
      }),
    );
    await stepsShown(page);
    await page.keyboard.press('Alt+B');
    await form(page, '签收').waitFor();
    await page.keyboard.press('Enter');
    await taken(page, '签收');
    await page.keyboard.press('Alt+B');
    await form(page, '交办').waitFor();
    expect(await page.getByLabel('主办部门').inputValue()).toBe('bureau.jianghan');
    await page.getByLabel('办理要求').fill('请现场核实');
    await page.getByLabel('办理要求').press('Enter');
    await taken(page, '交办');
    expect(actions(script)).toMatchObject([
      { kind: 'sign' },
      { kind: 'assign', leadId: 'bureau.jianghan', instruction: '请现场核实' },
    ]);
    await page.getByText(/经办签收剩/).waitFor();
    await page.getByRole('tab', { name: '承办' }).click();
    await page.getByText('WH20260612-0088').waitFor();
    await page.getByText('江汉区水务局', { exact: true }).first().waitFor();
  });

  test('with the largest words on the smallest screen the way out of a form and the last place of the rail are in sight', async () => {
    const { page } = await browser.open(
      talkOn({
        source: 'cityPlatform',
        state: 'screening',
        categoryCode: 'drainage.cover',
        district: '江汉区',
        kind: 'help',
        work: { ...noWork, city },
      }),
      { width: 1366, height: 768, textScale: 150 },
    );
    await stepsShown(page);
    await page.keyboard.press('Alt+B');
    const assign = form(page, '交办').getByRole('button', { name: '交办', exact: true });
    const last = page.locator('.rail__item').last();
    for (const one of [assign, last]) {
      await one.waitFor();
      const isSeen = await one.evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return [
          [left + 4, top + 4],
          [right - 4, bottom - 4],
        ].every(([x = 0, y = 0]) => element.contains(document.elementFromPoint(x, y)));
      });
      expect([await one.innerText(), isSeen]).toEqual([await one.innerText(), true]);
    }
  });

  test('says on any screen, and in the title of the window, that something waits to be signed', async () => {
    const { page, script } = await browser.open((before) => before.update({ user: agent }));
    await page.getByRole('button', { name: '录音', exact: true }).click();
    const title = await page.title();
    script.update({ signAlarm: { count: 2, firstDueAt: Date.now() + 600_000 } });
    const card = page.getByRole('alert').filter({ hasText: '2 件工单待签收，时限过半' });
    await card.waitFor();
    expect(await page.title()).toBe('● 2 件工单待签收，时限过半');
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(
      () =>
        (globalThis as unknown as { axe: typeof axeApi }).axe.run() as Promise<axeApi.AxeResults>,
    );
    expect(violations).toEqual([]);
    await card.getByRole('button', { name: '知道了' }).click();
    await card.waitFor({ state: 'detached' });
    expect(await page.title()).toBe(title);
    script.update({ signAlarm: { count: 2, firstDueAt: Date.now() - 1 } });
    await page.getByText('请立即签收').waitFor();
    await card.getByRole('button', { name: '去签收' }).press('Enter');
    await page.getByText('今日工作').first().waitFor();
    script.update({ signAlarm: undefined });
    await card.waitFor({ state: 'detached' });
  });

  test('audits, calls back and replies; nothing passes with a check left out', async () => {
    const { page, script } = await browser.open(
      talkOn({
        state: 'awaitingAudit',
        flags: [],
        kind: 'help',
        work: { ...noWork, assignment, results: [result] },
      }),
    );
    await button(page, '审核通过')
      .or(page.getByRole('button', { name: /^审核通过/ }))
      .first()
      .click();
    for (const check of ['切题', '合法', '完整']) await page.getByLabel(check).check();
    await form(page, '审核通过').getByRole('button', { name: '审核通过' }).click();
    await page.getByText('四项审核须逐项确认').waitFor();
    expect(actions(script)).toEqual([]);
    await page.getByLabel('易读').check();
    await form(page, '审核通过').getByRole('button', { name: '审核通过' }).click();
    await taken(page, '审核通过');
    await page.keyboard.press('Alt+B');
    await page.getByLabel('回访情况').selectOption({ label: '已接通' });
    await form(page, '回访').getByRole('button', { name: '回访' }).click();
    await page.getByText('请填写满意度').waitFor();
    await page.getByLabel('是否解决').selectOption({ label: '已解决' });
    await page.getByLabel('满意度').selectOption({ label: '满意' });
    await form(page, '回访').getByRole('button', { name: '回访' }).click();
    await taken(page, '回访');
    await page.keyboard.press('Alt+B');
    const text = form(page, '回复').getByRole('textbox', { name: '内容', exact: true });
    expect(await text.inputValue()).toBe(result.publicReply);
    await form(page, '回复').getByRole('button', { name: '回复' }).click();
    await page
      .getByText(/已办结/)
      .first()
      .waitFor();
    expect(actions(script)).toMatchObject([
      { kind: 'auditPass' },
      { kind: 'callback', contact: 'reached', solved: 'solved', satisfaction: 4 },
      { kind: 'reply', channel: 'phone' },
    ]);
  });

  test('keeps a step half typed through another tab and a call, and gives it up by Escape', async () => {
    const { page, script } = await browser.open(
      talkOn({ state: 'inHandling', work: { ...noWork, assignment } }),
    );
    await page.getByRole('button', { name: /^更多步骤/ }).click();
    await button(page, '留言').click();
    await page.getByRole('textbox', { name: '内容', exact: true }).fill('请尽快');
    await page.getByRole('tab', { name: /办理过程/ }).click();
    await page.getByRole('tab', { name: '受理' }).click();
    const text = page.getByRole('textbox', { name: '内容', exact: true });
    expect(await text.inputValue()).toBe('请尽快');
    await text.press('Escape');
    await form(page, '留言').waitFor({ state: 'detached' });
    expect(actions(script)).toEqual([]);
  });

  test('closes no ticket by a key meant for a step, and loses no step to 催办, no 催办 to a step', async () => {
    const { page, script } = await browser.open(
      talkOn({ state: 'inHandling', kind: 'help', work: { ...noWork, assignment } }),
    );
    await page.getByRole('button', { name: /^更多步骤/ }).click();
    await button(page, '留言').click();
    const text = page.getByRole('textbox', { name: '内容', exact: true });
    await text.fill('请尽快');
    await text.press('Control+Enter');
    // Nothing was asked of the ticket's end: not even why it may not be.
    expect(await page.getByText('工单在经办部门').count()).toBe(0);
    expect(await button(page, '催办').isDisabled()).toBe(true);
    await text.press('Control+s');
    await expect.poll(() => actions(script)).toMatchObject([{ kind: 'edit' }]);
    expect(await text.inputValue()).toBe('请尽快');
    await text.press('Escape');
    await button(page, '催办').click();
    await page.getByLabel('催办事由').fill('市民再次来电');
    await page.keyboard.press('Alt+B');
    expect(await button(page, '留言').isDisabled()).toBe(true);
    expect(await page.getByLabel('催办事由').inputValue()).toBe('市民再次来电');
  });

  test('says at once that somebody else was faster, and keeps what was typed', async () => {
    const { page, script } = await browser.open(
      talkOn({ state: 'awaitingCallback', kind: 'help', work: { ...noWork, assignment } }),
    );
    await stepsShown(page);
    await page.keyboard.press('Alt+B');
    await page.getByLabel('回访情况').selectOption({ label: '未接通' });
    await page.getByLabel('备注').fill('响了一分钟');
    script.addTickets([aTicket(7, { state: 'submittedToCity', kind: 'help', work: noWork })]);
    script.emit({ kind: 'ticketChanged', ticketId: idOf('ticket', 7) });
    await page.getByText('工单已不在这一步').waitFor();
    expect(await page.getByLabel('备注').inputValue()).toBe('响了一分钟');
    expect(actions(script)).toEqual([]);
  });

  test('offers an agent what is an agent’s, and a lead what is a lead’s', async () => {
    const asked = {
      kind: 'help',
      source: 'cityPlatform',
      state: 'screening',
      work: {
        ...noWork,
        city,
        cityReturn: {
          state: 'asked',
          reason: '不属水务',
          suggestedOwner: '市城管委',
          at: 1,
          byWorkNo: '1003',
          words: '',
        },
      },
    } as const;
    const ofAgent = await browser.open(talkOn(asked));
    await ofAgent.page.getByRole('button', { name: /^更多步骤/ }).click();
    await button(ofAgent.page, '不予受理').waitFor();
    expect(await button(ofAgent.page, '同意退回市级').count()).toBe(0);
    const ofLead = await browser.open(talkOn(asked, 'lead'));
    await ofLead.page.getByRole('button', { name: /^更多步骤/ }).click();
    await button(ofLead.page, '同意退回市级').click();
    await ofLead.page.getByText('确认同意退回市级？').waitFor();
    await ofLead.page.keyboard.press('Enter');
    await form(ofLead.page, '同意退回市级').waitFor({ state: 'detached' });
    expect(actions(ofLead.script)).toEqual([{ kind: 'sendReturn' }]);
  });

  test('shows the duty number of the department that is chosen, and calls it with one press and a yes', async () => {
    const { page, script } = await browser.open((given) => {
      talkOn({ state: 'screening', kind: 'help', flags: ['urgent'], district: '江汉区' })(given);
      given.update({
        departments: {
          version: 2,
          departments: [
            {
              id: 'bureau.jianghan',
              name: '江汉水务',
              district: '江汉区',
              phones: [{ number: '027 8800 0000', hours: '24 小时' }],
              isActive: true,
            },
            {
              id: 'bureau.wuchang',
              name: '武昌水务',
              district: '武昌区',
              phones: [],
              isActive: false,
            },
          ],
          routes: [{ prefix: '', district: '江汉区', leadId: 'bureau.jianghan', assistIds: [] }],
        },
      });
    });
    await stepsShown(page);
    await page.keyboard.press('Alt+B');
    await form(page, '交办').waitFor();
    const lead = page.getByLabel('主办部门');
    expect(await lead.locator('option').allInnerTexts()).toEqual(['请选择', '江汉水务']);
    const duty = page.getByRole('region', { name: '值班电话' });
    await expect.poll(() => duty.innerText()).toContain('027 8800 0000');
    expect(await duty.innerText()).toContain('24 小时');
    expect(await duty.innerText()).toContain('紧急件，请同时打电话交办');
    await page.getByLabel('办理要求').fill('请马上到场');
    // While a citizen is on the line nobody is put on hold by it.
    const call = duty.getByRole('button', { name: '拨打 027 8800 0000' });
    expect(await call.getAttribute('aria-disabled')).toBe('true');
    script.setCalls([]);
    await expect.poll(() => call.getAttribute('aria-disabled')).toBe('false');
    await call.press('Enter');
    await keepPicture(page, 'course-duty');
    // No by Escape is no to the call, and the form stays.
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('办理要求').inputValue()).toBe('请马上到场');
    await call.press('Enter');
    await page.getByRole('button', { name: '拨打', exact: true }).press('Enter');
    await expect
      .poll(() => script.commands)
      .toMatchObject([{ kind: 'dial', number: '02788000000', ticketNo: 'SW20260612-0147' }]);
  });

  test('says why a step was refused, and keeps what was typed', async () => {
    const { page } = await browser.open(
      talkOn({
        state: 'awaitingApproval',
        work: { ...noWork, proposal: { ...assignment, reason: '群体' } },
      }),
    );
    await stepsShown(page);
    await page.keyboard.press('Alt+B');
    await page.getByLabel('批准依据').fill('电话 21:40');
    await page.getByLabel('批准依据').press('Enter');
    await page.getByText('没有写明由谁批准').waitFor();
    expect(await page.getByLabel('批准依据').inputValue()).toBe('电话 21:40');
  });

  test.each([
    { width: 1366, height: 768, theme: 'light' },
    { width: 1920, height: 1080, theme: 'night' },
  ] as const)('is clean for axe and fits at $width, $theme', async (look) => {
    const { page, complaints } = await browser.open(
      talkOn({ state: 'screening', kind: 'help', work: { ...noWork, city } }),
      look,
    );
    await stepsShown(page);
    await page.keyboard.press('Alt+B');
    await form(page, '交办').waitFor();
    await keepPicture(page, `course-${look.width}`);
    await page.evaluate(axeSource);
    const found = await page.evaluate(async () => {
      // Put there by `axeSource`; the page's own types know nothing of it.
      const { axe } = window as unknown as { axe: typeof axeApi };
      const { violations } = await axe.run(document, { rules: { region: { enabled: false } } });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(look.width);
    expect(complaints).toEqual([]);
  });
});
