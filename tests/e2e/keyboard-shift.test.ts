import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultCallSettings } from '../../src/shared/domain/phone/call-settings.ts';
import type { CallView } from '../../src/shared/domain/calls/call.ts';
import type { Workspace } from '../../src/shared/domain/workspaces/workspace.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCall,
  aPop,
  aTalk,
  aTicket,
  aWorkspace,
  anAgentView,
  idOf,
} from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';
import { compose, imeTakes } from '../support/desk/input-method.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterAll(() => browser.close());

const firstId = idOf('call', 1);
const secondId = idOf('call', 2);
const consultId = idOf('call', 3);
const other = {
  raw: '19900000199',
  key: '+8619900000199',
  display: '199 0000 0199',
  kind: 'mobile',
} as const;
const colleague = { raw: '8001', key: '8001', display: '8001', kind: 'extension' } as const;

const ofFirst = [
  aTicket(7),
  aTicket(8, { content: '窨井盖缺失', address: '示例街 2 号' }),
  aTicket(9, { content: '小区停水', address: '示例路 20 号' }),
];
const ofSecond = [
  aTicket(12, {
    content: '水表不走字',
    requesterNumber: other.display,
    numberKey: other.key,
    requesterName: '市民（先生）',
  }),
];

/** What the phone and the host tell, one after the other, as a shift goes. */
const first = aTalk();
const second = aTalk({ callId: secondId, number: other });
const held = (call: CallView): CallView => ({ ...call, state: 'held', heldBy: 'agent' });
const over = (workspace: Workspace): Workspace => ({ ...workspace, endedAt: Date.now() });
const answeredAt = Date.now() - 160_000;
const ofFirstCall = aWorkspace(aPop(ofFirst, { match: 'several' }), { answeredAt });
const ofSecondCall = aWorkspace(
  aPop(ofSecond, {
    callId: secondId,
    number: other,
    match: 'one',
    ticketId: idOf('ticket', 12),
    requesterName: '市民（先生）',
  }),
  { answeredAt },
);
const consultation = aTalk({
  callId: consultId,
  direction: 'outbound',
  number: colleague,
  purpose: 'consult',
  servesCallId: firstId,
  recording: { kind: 'none' },
});

const content = (page: Page) => page.getByLabel('诉求内容');
/** Where the keyboard is: the name of the field or the words of the button, and the caret. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLTextAreaElement
      ? `${element.id} ${element.selectionStart}`
      : (element?.getAttribute('aria-label') ?? element?.textContent ?? '');
  });
const focusIs = (page: Page, name: string | RegExp) =>
  expect.poll(() => focus(page)).toMatch(name instanceof RegExp ? name : new RegExp(`^${name}$`));
const asked = (script: DeskScript) => expect.poll(() => script.commands.at(-1));

/** Opened from a field and closed by Escape, each panel gives the field and its caret back. */
async function comesBack(page: Page, key: string, panel: string | RegExp): Promise<void> {
  const before = await focus(page);
  await page.keyboard.press(key);
  await expect.poll(() => focus(page)).not.toBe(before);
  await focusIs(page, panel);
  await page.keyboard.press('Escape');
  await focusIs(page, before);
}

test('a whole shift goes without the mouse, with an input method at work', async () => {
  const { page, script, complaints } = await browser.open((before) => {
    before.addTickets([...ofFirst, ...ofSecond]);
    before.update({
      user: null,
      agent: anAgentView(),
      calling: {
        ...defaultCallSettings,
        partners: [
          { name: '班长席', number: '8001' },
          { name: '公安', number: '110' },
        ],
      },
    });
  });
  await signIn(page);
  await answerAndChoose(page, script);
  await searchAndInsert(page, script);
  await answerWhileComposing(page, script);
  await swapAndSave(page, script);
  await handOver(page, script);
  await endTheOther(page, script);
  await callBack(page, script);
  await takeBreak(page, script);
  expect(complaints).toEqual([]);
});

async function signIn(page: Page): Promise<void> {
  await page.keyboard.type('1003');
  await page.keyboard.press('Tab');
  await page.keyboard.type('demo-password');
  await page.keyboard.press('Enter');
  await page.getByText('今日工作').first().waitFor();
}

async function answerAndChoose(page: Page, script: DeskScript): Promise<void> {
  script.update({ workspaces: [{ ...ofFirstCall, answeredAt: null }] });
  script.setCalls([aCall()]);
  await page.getByRole('tab', { name: /振铃/ }).waitFor();
  await page.keyboard.press('F2');
  await asked(script).toEqual({ kind: 'answer', callId: firstId });
  script.setCalls([first]);
  script.update({ workspaces: [ofFirstCall] });
  await page.getByRole('group', { name: '请选择本次来电对应的工单' }).waitFor();
  await page.keyboard.press('2');
  await expect.poll(() => content(page).inputValue()).toBe('窨井盖缺失');
}

async function searchAndInsert(page: Page, script: DeskScript): Promise<void> {
  await page.keyboard.press('Control+K');
  await compose(page, ['x', 'xi', "xi'huo"]);
  expect(script.searches).not.toContain("xi'huo");
  await imeTakes(page, '熄火');
  await expect.poll(() => script.searches.at(-1)).toBe('熄火');
  await page.getByText('车辆涉水').first().waitFor();
  await page.keyboard.press('Alt+1');
  await expect.poll(() => page.locator('#ticket-answer').inputValue()).toContain('不要再次点火');
}

/** She writes for the first citizen when the second one rings: nothing moves until F2, and the words stay with the first. */
async function answerWhileComposing(page: Page, script: DeskScript): Promise<void> {
  await page.keyboard.press('Alt+D');
  await focusIs(page, /^ticket-content /);
  await page.keyboard.press('End');
  await compose(page, ['y', 'yi', "yi'wei"]);
  await imeTakes(page, '已围');
  await compose(page, ['d', "dang'hao"]);
  script.update({ workspaces: [ofFirstCall, { ...ofSecondCall, answeredAt: null }] });
  script.setCalls([first, aCall({ callId: secondId, number: other })]);
  await page.getByRole('tab', { name: /振铃/ }).waitFor();
  await focusIs(page, /^ticket-content /);
  expect(await content(page).inputValue()).toContain('窨井盖缺失已围');
  await page.keyboard.press('F2');
  await asked(script).toEqual({ kind: 'answer', callId: secondId });
  script.setCalls([held(first), second]);
  script.update({ workspaces: [ofFirstCall, ofSecondCall] });
  await expect.poll(() => content(page).inputValue()).toBe('水表不走字');
}

async function swapAndSave(page: Page, script: DeskScript): Promise<void> {
  await page.keyboard.press('F10');
  await asked(script).toEqual({ kind: 'retrieve', callId: firstId });
  script.setCalls([first, held(second)]);
  await expect.poll(() => content(page).inputValue()).toBe("窨井盖缺失已围dang'hao");
  await page.keyboard.press('F10');
  await asked(script).toEqual({ kind: 'retrieve', callId: secondId });
  script.setCalls([held(first), second]);
  await expect.poll(() => content(page).inputValue()).toBe('水表不走字');
  await page.keyboard.press('F10');
  script.setCalls([first, held(second)]);
  await expect.poll(() => content(page).inputValue()).toContain('窨井盖缺失');
  await page.keyboard.press('Alt+D');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await focusIs(page, 'ticket-content 1');
  await comesBack(page, 'F6', /号码/);
  await comesBack(page, 'Alt+A', /^(?!ticket)/);
  await comesBack(page, 'Alt+M', /^(?!ticket)/);
  await page.keyboard.press('Control+S');
  await expect
    .poll(() => script.carriedOut.map(({ ticketId, action }) => [ticketId, action.kind]))
    .toEqual([[idOf('ticket', 8), 'edit']]);
  await focusIs(page, 'ticket-content 1');
}

async function handOver(page: Page, script: DeskScript): Promise<void> {
  await page.keyboard.press('F6');
  await focusIs(page, /号码/);
  await page.keyboard.press('ArrowDown');
  await focusIs(page, /班长席/);
  await page.keyboard.press('1');
  await focusIs(page, /咨询/);
  await page.keyboard.press('Enter');
  await asked(script).toMatchObject({ kind: 'dial', number: '8001', consultFor: firstId });
  script.setCalls([held(first), held(second), consultation]);
  await page.getByRole('button', { name: /^转出/ }).waitFor();
  await page.keyboard.press('F6');
  await asked(script).toMatchObject({ kind: 'completeTransfer', callId: firstId });
  script.setCalls([held(second)]);
  script.update({ workspaces: [over(ofFirstCall), ofSecondCall] });
  await page.getByRole('heading', { name: /请登记通话结果/ }).waitFor();
  await leaveField(page);
  await page.keyboard.press('4');
  await expect
    .poll(() => script.concluded.at(-1))
    .toEqual(expect.objectContaining({ callId: firstId, result: 'transferred' }));
  script.update({ workspaces: [{ ...over(ofFirstCall), result: 'transferred' }, ofSecondCall] });
}

/** Nobody types any longer: a digit is a digit. */
async function leaveField(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect.poll(() => focus(page)).not.toMatch(/^ticket-/);
}

async function endTheOther(page: Page, script: DeskScript): Promise<void> {
  await page.keyboard.press('F9');
  await asked(script).toEqual({ kind: 'retrieve', callId: secondId });
  script.setCalls([second]);
  await expect.poll(() => content(page).inputValue()).toBe('水表不走字');
  await page.keyboard.press('F4');
  await asked(script).toEqual({ kind: 'hangUp', callId: secondId });
  script.setCalls([]);
  script.update({ workspaces: [over(ofSecondCall)] });
  await page.getByRole('heading', { name: /请登记通话结果/ }).waitFor();
  await page.keyboard.press('2');
  await expect
    .poll(() => script.concluded.at(-1))
    .toMatchObject({ callId: secondId, result: 'answered' });
}

async function callBack(page: Page, script: DeskScript): Promise<void> {
  const missed = (n: number) => ({
    callId: idOf('call', 50 + n),
    number: { ...other, key: `+861990000010${n}`, display: `199 0000 010${n}` },
    lineName: '水务热线 8273',
    ticketNo: null,
    missedAt: Date.now() - 60_000 * (5 - n),
    times: 1,
    calling: false,
  });
  script.update({ missed: [missed(1), missed(2)], workspaces: [] });
  await page.keyboard.press('Alt+M');
  await focusIs(page, '回拨 199\\*\\*\\*\\*0101');
  await page.keyboard.press('ArrowDown');
  await focusIs(page, '回拨 199\\*\\*\\*\\*0102');
  await page.keyboard.press('Enter');
  await asked(script).toMatchObject({ kind: 'dial', number: '19900000102' });
  await page.getByRole('list', { name: '漏接回拨' }).waitFor({ state: 'detached' });
}

async function takeBreak(page: Page, script: DeskScript): Promise<void> {
  await page.keyboard.press('Alt+A');
  const rest = page.getByRole('dialog', { name: '坐席状态' }).getByRole('button', { name: '休息' });
  await rest.waitFor();
  for (let steps = 0; steps < 12 && !(await focus(page)).startsWith('休息'); steps += 1)
    await page.keyboard.press('ArrowDown');
  await focusIs(page, '休息');
  await page.keyboard.press('Enter');
  await expect.poll(() => script.agentActs.at(-1)).toMatchObject({ to: 'break', reason: 'rest' });
}
