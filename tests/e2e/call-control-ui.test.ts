import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultCallSettings } from '../../src/shared/domain/phone/call-settings.ts';
import type { CallView } from '../../src/shared/domain/calls/call.ts';
import type { DeskState } from '../../src/shared/domain/desk/desk-state.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCall,
  aCallItem,
  aPop,
  aWorkspace,
  aTalk,
  aTicket,
  callerNumber,
  idOf,
  someTickets,
} from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const calling: DeskState['calling'] = {
  ...defaultCallSettings,
  dialPlan: { ...defaultCallSettings.dialPlan, outsidePrefix: '9', forbiddenPrefixes: ['00'] },
  partners: [
    { name: '公安', number: '110' },
    { name: '排水公司', number: '02700000457' },
  ],
  surveyNumber: '8800',
};
const colleague = { raw: '8001', key: '8001', display: '8001', kind: 'extension' } as const;
const other = {
  raw: '19900000199',
  key: '+8619900000199',
  display: '199 0000 0199',
  kind: 'mobile',
} as const;

const citizenId = idOf('call', 1);
const secondId = idOf('call', 2);
const consultId = idOf('call', 3);
const citizen = aTalk();
const held = aTalk({ state: 'held', heldBy: 'agent' });
const second = aCall({ callId: secondId, number: other });
const consult = (patch: Partial<CallView> = {}) =>
  aTalk({
    callId: consultId,
    direction: 'outbound',
    number: colleague,
    purpose: 'consult',
    servesCallId: citizenId,
    recording: { kind: 'none' },
    ...patch,
  });
const scene = (calls: readonly CallView[]) => (script: DeskScript) => {
  script.update({ calling });
  script.setCalls(calls);
};
const told = (script: DeskScript) => expect.poll(() => script.commands);

describe('a second call', () => {
  test('is answered with the talk on hold, and the two are swapped by key and by chip', async () => {
    const { page, script } = await browser.open(scene([citizen, second]));
    const chips = page.getByRole('list', { name: '其他通话' });
    await chips.getByText('199 0000 0199').waitFor();
    await page.keyboard.press('F2');
    await told(script).toEqual([{ kind: 'answer', callId: secondId }]);
    const talking = aTalk({ callId: secondId, number: other });
    script.setCalls([held, talking]);
    await chips.getByText('199 0000 0123').waitFor();
    await page.keyboard.press('F10');
    script.setCalls([citizen, { ...talking, state: 'held', heldBy: 'agent' }]);
    await chips.getByText('199 0000 0199').waitFor();
    // What is typed to hand over the one goes when the other comes to the front: Enter hands over nobody.
    await page.keyboard.press('F6');
    const handOver = page.getByRole('group', { name: '转接', exact: true });
    await handOver.getByLabel('号码', { exact: true }).fill('8001');
    script.setCalls([{ ...talking, state: 'held', heldBy: 'agent' }]);
    await handOver.waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    script.setCalls([citizen, { ...talking, state: 'held', heldBy: 'agent' }]);
    await chips.getByRole('button', { name: '切换' }).click();
    await told(script).toEqual([
      { kind: 'answer', callId: secondId },
      { kind: 'retrieve', callId: citizenId },
      { kind: 'retrieve', callId: secondId },
    ]);
  });

  test('lets the first one wait, and tab and line say for how long, not how long it has lasted', async () => {
    const { page } = await browser.open((script) => {
      const now = Date.now();
      const waits = { answeredAt: now - 600_000, heldSince: now - 5000 };
      const talking = aTalk({ callId: secondId, number: other });
      scene([{ ...held, ...waits }, talking])(script);
      script.update({
        workspaces: [
          aWorkspace(aPop([])),
          aWorkspace({ ...aPop([]), callId: secondId, number: other }),
        ],
      });
    });
    await page.getByRole('list', { name: '其他通话' }).getByText(/^00:/).waitFor();
    await page.getByRole('tab', { name: /保持 00:/ }).waitFor();
  });

  test('is silenced or declined while the talk goes on', async () => {
    const { page, script } = await browser.open(scene([citizen, second]));
    await page.keyboard.press('F3');
    await told(script).toEqual([{ kind: 'silence', callId: secondId }]);
    script.setCalls([citizen, { ...second, silenced: true }]);
    await page.getByText('已停止响铃').waitFor();
    await page.keyboard.press('Alt+J');
    await told(script).toHaveLength(2);
    expect(script.commands[1]).toEqual({ kind: 'decline', callId: secondId });
  });

  test('takes neither the keyboard nor the words of who is typing', async () => {
    const { page, script } = await browser.open((before) => {
      before.addTickets(someTickets());
      scene([citizen])(before);
      before.update({
        workspaces: [
          aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) })),
        ],
      });
    });
    const answer = page.getByLabel('答复内容');
    await answer.pressSequentially('已告知');
    script.setCalls([citizen, second]);
    await page.getByText('另有来电').waitFor();
    await page.keyboard.type('市民');
    expect(await answer.inputValue()).toBe('已告知市民');
    expect(script.commands).toEqual([]);
  });
});

describe('handing over', () => {
  test('to a partner asks how first, shows that it runs, and says in the bar when it has failed', async () => {
    const { page, script } = await browser.open(scene([citizen]));
    await page.keyboard.press('F6');
    await page.getByLabel('号码', { exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('1');
    await page.getByText('转接给 公安 110').waitFor();
    expect(script.commands).toEqual([]);
    await page.getByRole('button', { name: '直接转接' }).click();
    await told(script).toEqual([{ kind: 'transfer', callId: citizenId, number: '110' }]);
    script.setCalls([aTalk({ transferring: true, transferredTo: '110' })]);
    const running = page.getByText('正在转接到 公安 110…');
    await running.waitFor();
    script.setCalls([citizen]);
    await running.waitFor({ state: 'hidden' });
    const told110 = page.getByRole('status').filter({ hasText: '转接 公安 失败' });
    await told110.getByText('市民仍在线').waitFor();
    expect(await page.locator('.problems .notice').count()).toBe(0);
    await page.keyboard.press('Alt+C');
    await expect.poll(() => page.getByLabel('号码', { exact: true }).inputValue()).toBe('110');
    await page.getByRole('banner').getByText('199 0000 0123').waitFor();
  });

  test('to any number shows what the PBX will dial, refuses what is forbidden, and never 110', async () => {
    const { page, script } = await browser.open(scene([citizen]));
    await page.keyboard.press('F6');
    const number = page.getByLabel('号码', { exact: true });
    await number.fill('00199');
    await page.getByText('本单位禁止拨打这类号码').waitFor();
    await number.fill('027 0000 0456');
    await page.getByText('实际拨出：902700000456').waitFor();
    await number.fill('110');
    await page.getByRole('button', { name: '直接转接', exact: true }).click();
    await told(script).toEqual([{ kind: 'transfer', callId: citizenId, number: '110' }]);
  });

  test('after asking first, by keyboard alone: consult, hand over', async () => {
    const { page, script } = await browser.open(scene([citizen]));
    await page.keyboard.press('F6');
    await page.getByLabel('号码', { exact: true }).waitFor();
    await page.keyboard.type('8001');
    await page.keyboard.press('Enter');
    await told(script).toMatchObject([{ kind: 'dial', number: '8001', consultFor: citizenId }]);
    script.setCalls([held, consult({ state: 'dialling', answeredAt: null })]);
    await page.getByText('咨询通话中，市民保持中').waitFor();
    const handOver = page.getByRole('button', { name: '转出' });
    expect(await handOver.getAttribute('aria-description')).toBe('对方还没有接听');
    script.setCalls([held, consult()]);
    await expect.poll(() => handOver.getAttribute('aria-disabled')).toBe('false');
    await page.keyboard.press('F6');
    await told(script).toHaveLength(2);
    expect(script.commands[1]).toEqual({
      kind: 'completeTransfer',
      callId: citizenId,
      consultCallId: consultId,
    });
  });

  test('is given up by ending the consultation, which takes the citizen back', async () => {
    const { page, script } = await browser.open(scene([held, consult()]));
    await page.getByRole('button', { name: '结束咨询' }).waitFor();
    await page.keyboard.press('F4');
    await told(script).toEqual([
      { kind: 'cancelConsult', callId: citizenId, consultCallId: consultId },
    ]);
  });

  test('becomes a conference of three', async () => {
    const { page, script } = await browser.open(scene([held, consult()]));
    await page.keyboard.press('Alt+S');
    await told(script).toEqual([
      { kind: 'conference', callId: citizenId, consultCallId: consultId },
    ]);
    script.setCalls([
      aTalk({ joinedWith: consultId }),
      consult({ joinedWith: citizenId, recording: { kind: 'none' } }),
    ]);
    await page.getByText('三方通话，另一方 8001').waitFor();
    await page.getByText('三方通话', { exact: true }).waitFor();
    // Mixed at the desk: one key opens named ways out, and the first one that there is lets the third party go.
    await page.keyboard.press('F4');
    const leave = page.getByRole('button', { name: /退出三方/ });
    expect(await leave.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: /请出 8001/ }).waitFor();
    await page.keyboard.press('2');
    await told(script).toHaveLength(2);
    expect(script.commands[1]).toEqual({ kind: 'hangUp', callId: consultId });
  });

  test('to the survey works when it is configured and says why when not', async () => {
    const { page, script } = await browser.open(scene([citizen]));
    const rating = page.getByRole('button', { name: '转评价' });
    await rating.click();
    await told(script).toEqual([{ kind: 'toSurvey', callId: citizenId }]);
    script.update({ calling: { ...defaultCallSettings } });
    await expect.poll(() => rating.getAttribute('aria-description')).toBe('没有配置满意度评价');
  });
});

describe('dialling', () => {
  test('tells a forbidden number before it is dialled and dials emergency numbers', async () => {
    const { page, script } = await browser.open(scene([]));
    await page.keyboard.press('F7');
    const number = page.getByLabel('号码', { exact: true });
    await number.fill('001990000');
    await page.getByText('本单位禁止拨打这类号码').waitFor();
    await page.keyboard.press('Enter');
    expect(script.commands).toEqual([]);
    await number.fill('119');
    await page.keyboard.press('Enter');
    await told(script).toMatchObject([{ kind: 'dial', number: '119' }]);
  });

  test('repeats the last number by key and any of the last ones by a press', async () => {
    const { page, script } = await browser.open((before) => {
      scene([])(before);
      before.calls = [aCallItem(3), aCallItem(6)];
    });
    await page.keyboard.press('F7');
    await page.getByRole('button', { name: '重拨 199****0106' }).click();
    await page.keyboard.press('F7');
    await page.getByRole('button', { name: '重拨 199****0103' }).waitFor();
    await page.keyboard.press('Alt+R');
    await told(script).toMatchObject([
      { kind: 'dial', number: '19900000106' },
      { kind: 'dial', number: '19900000103' },
    ]);
  });

  test('a link fills the dial pad and dials nothing', async () => {
    const { page, script } = await browser.open(scene([]));
    script.emit({ kind: 'dialRequested', number: '02700000456' });
    await expect
      .poll(() => page.getByLabel('号码', { exact: true }).inputValue())
      .toBe('02700000456');
    expect(script.commands).toEqual([]);
    await page.getByLabel('号码', { exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await told(script).toMatchObject([{ kind: 'dial', number: '02700000456' }]);
  });

  test('a link while somebody types waits for a key', async () => {
    const { page, script } = await browser.open((before) => {
      before.addTickets(someTickets());
      before.update({
        workspaces: [
          aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }), {
            answeredAt: 1,
            endedAt: 2,
          }),
        ],
      });
    });
    await page.getByRole('tab', { name: /待登记结果/ }).click();
    const answer = page.getByLabel('答复内容');
    await answer.pressSequentially('已');
    script.emit({ kind: 'dialRequested', number: '02700000456' });
    await page.getByText('网页带来的号码').waitFor();
    await page.keyboard.type('告知');
    expect(await answer.inputValue()).toBe('已告知');
    await page.keyboard.press('F7');
    await expect
      .poll(() => page.getByLabel('号码', { exact: true }).inputValue())
      .toBe('02700000456');
  });

  test('a tel: link in the address fills the dial pad and leaves the address', async () => {
    const { page } = await browser.open(scene([]));
    await page.evaluate(() => {
      location.hash = `#dial=${encodeURIComponent('tel:+86-27-0000-0456;ext=1')}`;
    });
    await expect
      .poll(() => page.getByLabel('号码', { exact: true }).inputValue())
      .toBe('+862700000456');
    expect(new URL(page.url()).hash).toBe('');
  });

  test('is asked once from every number, and a talk is not put on hold by it', async () => {
    const { page, script } = await browser.open((before) => {
      scene([])(before);
      before.addTickets([aTicket(1)]);
      before.update({ workspaces: [aWorkspace(aPop([]), { answeredAt: 1, endedAt: 2 })] });
    });
    await page.getByRole('tab', { name: /待登记结果/ }).click();
    const card = page.getByRole('region', { name: '来电人' });
    await card.getByRole('button', { name: /^回拨/ }).click();
    expect(script.commands).toEqual([]);
    await page.getByRole('button', { name: '拨打', exact: true }).click();
    await page.getByRole('button', { name: '工单', exact: true }).click();
    const inList = page.getByRole('table').getByRole('button', { name: '回拨 199****0123' });
    // By the keyboard: the question has the focus, Escape gives it back and rings nobody.
    await inList.press('Enter');
    await page.getByRole('group', { name: '拨打 199****0123？' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => inList.getAttribute('aria-expanded')).toBe('false');
    expect(script.commands).toHaveLength(1);
    await inList.click();
    await page.getByRole('button', { name: '拨打', exact: true }).click();
    await told(script).toMatchObject([
      { kind: 'dial', number: '19900000123' },
      { kind: 'dial', number: '19900000123', ticketNo: 'SW20260612-0141' },
    ]);
    script.setCalls([citizen]);
    await expect.poll(() => inList.getAttribute('aria-disabled')).toBe('true');
    await inList.dispatchEvent('click');
    expect(script.commands).toHaveLength(2);
  });
});

describe('the list of calls', () => {
  const openCalls = async (page: Page) => {
    await page.getByRole('button', { name: '通话', exact: true }).click();
    await page.getByRole('table').waitFor();
  };

  test('asks for missed calls, results, days and recordings', async () => {
    const { page, script } = await browser.open((before) => {
      before.calls = [aCallItem(1)];
    });
    await openCalls(page);
    const asked = () => expect.poll(() => script.callQueries.at(-1));
    await page.getByRole('button', { name: '未接', exact: true }).click();
    await asked().toMatchObject({ direction: 'inbound', endReasons: ['missed'] });
    await page.getByRole('button', { name: '呼出', exact: true }).click();
    await page.getByLabel('结果').selectOption('已转接');
    await asked().toMatchObject({ direction: 'outbound', endReasons: ['transferred', 'merged'] });
    await page.getByLabel('录音').selectOption('无录音');
    await asked().toMatchObject({ recorded: false });
    await page.getByLabel('起始日期').fill('2026-11-20');
    await page.getByLabel('截止日期').fill('2026-11-21');
    await asked().toMatchObject({
      from: Date.UTC(2026, 10, 19, 16),
      to: Date.UTC(2026, 10, 21, 16),
    });
  });

  test('opens one call in detail', async () => {
    const { page } = await browser.open((before) => {
      before.calls = [aCallItem(1), aCallItem(2)];
    });
    await openCalls(page);
    await page
      .getByRole('button', { name: /通话详情$/ })
      .first()
      .click();
    const detail = page.getByRole('complementary', { name: '通话详情' });
    await detail.getByText('水务热线 8273').waitFor();
    expect(await detail.textContent()).not.toContain(callerNumber.display.slice(0, 8));
    await page.getByRole('button', { name: '关闭详情' }).click();
    await detail.waitFor({ state: 'detached' });
  });
});
