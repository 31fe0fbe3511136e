import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CallView } from '../../src/shared/domain/calls/call.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCall,
  aCallItem,
  aDeskState,
  anAgentView,
  aPop,
  aWorkspace,
  aTalk,
  aTicket,
  agent,
  callerNumber,
  idOf,
  lead,
  someTickets,
} from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const callId = idOf('call', 1);

describe('the call bar', () => {
  test('shows all eight buttons in their order, the barred ones with a reason', async () => {
    const { page } = await browser.open();
    const buttons = page.locator('.callbar__buttons').getByRole('button');
    const names = await buttons.evaluateAll((all) =>
      all.map((one) => one.querySelector('span')?.textContent),
    );
    expect(names).toEqual(['接听', '挂断', '静音', '保持', '转接', '三方', '拨号盘', '转评价']);
    const transfer = page.getByRole('button', { name: '转接' });
    expect(await transfer.getAttribute('aria-disabled')).toBe('true');
    await transfer.hover();
    await page.getByRole('tooltip', { name: '当前没有通话' }).waitFor();
  });

  test('answers, mutes, holds and hangs up by key and by button', async () => {
    const { page, script } = await browser.open((before) => before.setCalls([aCall()]));
    await page.keyboard.press('F2');
    await expect.poll(() => script.commands.length).toBe(1);
    script.setCalls([aTalk()]);
    await page.getByText('通话中').first().waitFor();
    await page.keyboard.press('F8');
    await page.getByRole('button', { name: '保持' }).click();
    script.setCalls([aTalk({ state: 'held', heldBy: 'agent' })]);
    await page.getByRole('button', { name: '恢复' }).click();
    await page.keyboard.press('F4');
    await expect
      .poll(() => script.commands)
      .toEqual([
        { kind: 'answer', callId },
        { kind: 'mute', callId, muted: true },
        { kind: 'hold', callId },
        { kind: 'retrieve', callId },
        { kind: 'hangUp', callId },
      ]);
  });

  test('sends tones from where the pad is, and gives the field back with its caret', async () => {
    const { page, script } = await browser.open((before) => {
      before.addTickets(someTickets());
      const pop = aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) });
      before.update({ workspaces: [aWorkspace(pop)] });
      before.setCalls([aTalk()]);
    });
    const answer = page.getByLabel('答复内容');
    await answer.pressSequentially('已告知');
    await answer.press('ArrowLeft');
    await page.keyboard.press('F7');
    await page.keyboard.type('12');
    await expect
      .poll(() => script.commands)
      .toEqual([
        { kind: 'sendDtmf', callId, digits: '1' },
        { kind: 'sendDtmf', callId, digits: '2' },
      ]);
    await page.keyboard.press('Escape');
    await page.keyboard.type('市民');
    expect(await answer.inputValue()).toBe('已告市民知');
  });

  test('says loudly that the citizen waits, and for how long, and that she does not hear the agent', async () => {
    const heldSince = Date.now() - 61_000;
    const { page, script } = await browser.open((before) =>
      before.setCalls([aTalk({ state: 'held', heldBy: 'agent', heldSince })]),
    );
    const pill = page.locator('.pill');
    await expect.poll(() => pill.getAttribute('class')).toContain('is-long');
    expect(await pill.textContent()).toMatch(/01:0\d/);
    script.setCalls([aTalk({ muted: true })]);
    await pill.getByText('已静音').waitFor();
  });

  test('declines a call that rings', async () => {
    const { page, script } = await browser.open((before) => before.setCalls([aCall()]));
    await page.getByRole('button', { name: '拒接' }).click();
    await expect.poll(() => script.commands).toEqual([{ kind: 'decline', callId }]);
  });

  test('dials out when idle and sends tones in a call', async () => {
    const { page, script } = await browser.open();
    await page.keyboard.press('F7');
    await page.getByLabel('号码').fill('199 0000 0456');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => script.commands)
      .toMatchObject([{ kind: 'dial', number: '19900000456', ticketNo: null }]);
    script.setCalls([aTalk()]);
    await page.getByText('通话中').first().waitFor();
    await page.getByRole('button', { name: '拨号盘' }).click();
    await page.getByRole('button', { name: '按键 5' }).click();
    await page.getByRole('button', { name: '按键 #' }).click();
    await expect
      .poll(() => script.commands.slice(1))
      .toEqual([
        { kind: 'sendDtmf', callId, digits: '5' },
        { kind: 'sendDtmf', callId, digits: '#' },
      ]);
    // Opened for a menu, it does not become a pad that rings somebody.
    script.setCalls([]);
    await page.getByRole('button', { name: '按键 5' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('F7');
    await page.getByLabel('号码', { exact: true }).waitFor();
  });

  test('says which act was refused and why, in place', async () => {
    const { page, script } = await browser.open((before) => before.setCalls([aCall()]));
    script.refusals.set('phone', 'media.microphoneDenied');
    await page.getByRole('button', { name: '接听' }).click();
    await page.getByRole('alert').filter({ hasText: '接听失败' }).waitFor();
    await page.getByText('代码 media.microphoneDenied').waitFor({ state: 'attached' });
  });

  test('shows the running call again at once after a reload', async () => {
    const { page, reload } = await browser.open((before) => before.setCalls([aTalk()]));
    await reload();
    await page.getByText('199 0000 0123').first().waitFor();
    await page.getByText('录音中').waitFor();
  });
});

describe('what has become of a call', () => {
  const calls = (all: readonly CallView[]) => (before: DeskScript) => before.setCalls(all);
  const other = { ...callerNumber, raw: '19900000199', display: '199 0000 0199' };
  const colleague = { raw: '8001', key: '8001', display: '8001', kind: 'extension' } as const;
  const held = aTalk({ state: 'held', heldBy: 'agent' });
  const outgoing = aCall({
    callId: idOf('call', 2),
    direction: 'outbound',
    state: 'dialling',
    number: other,
    lineName: '',
  });
  const busy = (call: CallView): CallView => ({
    ...call,
    state: 'ended',
    endedAt: Date.now(),
    endReason: 'busy',
    endCode: 'sip.busy',
  });

  test('stands in its place in the bar, moves nothing, and the next step is a key', async () => {
    const { page, script } = await browser.open(calls([outgoing]));
    const main = page.getByRole('main');
    await page.getByRole('banner').getByText('199 0000 0199', { exact: true }).waitFor();
    script.setCalls([busy(outgoing)]);
    const line = page.getByRole('status').filter({ hasText: '对方忙线' });
    await line.getByText('199****0199').waitFor();
    const [said, away] = await Promise.all([
      line.locator('.lastend__what').boundingBox(),
      line.getByRole('button', { name: '收起这条提示' }).boundingBox(),
    ]);
    expect(away?.y).toBeLessThan((said?.y ?? 0) + (said?.height ?? 0));
    script.setCalls([]);
    await page.getByText('无通话').waitFor();
    const beside = await main.boundingBox();
    await page.keyboard.press('Alt+R');
    await expect
      .poll(() => script.commands)
      .toMatchObject([{ kind: 'dial', number: '19900000199' }]);
    await line.getByRole('button', { name: '换号' }).click();
    const number = page.getByLabel('号码', { exact: true });
    await expect.poll(() => number.inputValue()).toBe('19900000199');
    await page.keyboard.press('Escape');
    await line.getByRole('button', { name: '收起这条提示' }).click();
    await line.waitFor({ state: 'detached' });
    expect(await main.boundingBox()).toEqual(beside);
  });

  test('says of a consultation whether the citizen is back, and offers her when she is not', async () => {
    const asking = aCall({
      callId: idOf('call', 3),
      direction: 'outbound',
      number: colleague,
      purpose: 'consult',
      servesCallId: callId,
      state: 'dialling',
    });
    const { page, script } = await browser.open(calls([held, asking]));
    await page.getByText('咨询通话中，市民保持中').waitFor();
    script.setCalls([held, busy(asking)]);
    const line = page.getByRole('status').filter({ hasText: '咨询 8001' });
    await line.getByText('市民仍在保持').waitFor();
    await line.getByRole('button', { name: '恢复' }).click();
    await expect.poll(() => script.commands).toEqual([{ kind: 'retrieve', callId }]);
    script.setCalls([aTalk(), busy(asking)]);
    await line.getByText('市民仍在线').waitFor();
  });
});

describe('what is wrong', () => {
  test.each([100, 150] as const)(
    'moves nothing that is typed in or aimed at, at %i %',
    async (textScale) => {
      const ticket = aTicket(1);
      const { page, script } = await browser.open(
        (before) => {
          before.addTickets([ticket]);
          before.setCalls([aTalk()]);
          before.update({
            workspaces: [aWorkspace(aPop([ticket], { match: 'one', ticketId: idOf('ticket', 1) }))],
          });
        },
        { textScale },
      );
      const targets = page.locator('.callbar__buttons button, #ticket-form :is(input, textarea)');
      await targets.last().waitFor();
      const places = () =>
        targets.evaluateAll((all) =>
          all.map((one) => {
            const { x, y, width, height } = one.getBoundingClientRect();
            return [x, y, width, height].map(Math.round).join(' ');
          }),
        );
      let before = await places();
      // What the page draws last has its place, too.
      await expect
        .poll(
          async () => {
            const earlier = before;
            before = await places();
            return before.join() === earlier.join();
          },
          { interval: 300 },
        )
        .toBe(true);
      expect(before.length).toBeGreaterThan(12);
      script.update({
        problems: (['media.delayHigh', 'sip.callCut', 'recording.diskFull'] as const).map(
          (code) => ({ problemId: code, code, since: 1, callId: null, detail: '' }),
        ),
      });
      const line = page.locator('.problems__line');
      await line.getByRole('alert').waitFor();
      expect(await places()).toEqual(before);
      const edges = await page.evaluate(() =>
        ['.callbar', '.problems__line', '.desk__main'].map((one) => {
          const { top, bottom } = document.querySelector(one)?.getBoundingClientRect() ?? {};
          return { top: top ?? 0, bottom: bottom ?? 0 };
        }),
      );
      expect(edges[0]?.bottom).toBeLessThanOrEqual(edges[1]?.top ?? 0);
      expect(edges[1]?.bottom).toBeLessThanOrEqual(edges[2]?.top ?? 0);
      await page.getByRole('button', { name: '3 项异常' }).click();
      await page.locator('.problems__list .notice').nth(2).waitFor();
      await page.keyboard.press('Escape');

      // What the status bar opens stays below the buttons of the call and off the window's edge.
      const footer = page.getByRole('contentinfo');
      const buttons = await page.locator('.callbar').boundingBox();
      for (const name of [/^交换机/, /^工号/]) {
        await footer.getByRole('button', { name }).click();
        const box = await page
          .locator('.ant-popover:not(.ant-popover-hidden)')
          .last()
          .boundingBox();
        expect(box?.y).toBeGreaterThanOrEqual((buttons?.y ?? 0) + (buttons?.height ?? 0));
        expect(box?.x).toBeGreaterThanOrEqual(8);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1366 - 8);
        await footer.getByRole('button', { name }).click();
      }
    },
  );

  test('with the recording of the running call stands in red, and the call goes on', async () => {
    const { page, script } = await browser.open((before) => before.setCalls([aTalk()]));
    await page.getByText('录音中').waitFor();
    script.setCalls([aTalk({ recording: { kind: 'failed', code: 'recording.stopped' } })]);
    const alert = page.getByRole('alert').filter({ hasText: '通话继续' });
    await alert.waitFor();
    expect(await alert.textContent()).toContain('recording.stopped');
    const colour = await alert
      .locator('.notice__title')
      .evaluate((title) => getComputedStyle(title).color);
    expect(colour).toBe('rgb(185, 44, 37)');
    await page.getByRole('banner').getByText('录音失败').waitFor();
    await page.getByText('通话中').first().waitFor();
  });

  test('with the seat takes 就绪 away and gives the reason', async () => {
    const { page, script } = await browser.open((before) =>
      before.update({ agent: anAgentView() }),
    );
    await page.getByRole('button', { name: /^可接听/ }).waitFor();
    await page.getByText('就绪', { exact: true }).waitFor();
    const { phone } = aDeskState();
    script.update({
      phone: { ...phone, microphone: { kind: 'failed', code: 'media.microphoneAbsent' } },
    });
    await page.getByRole('banner').getByText('不可接听').first().waitFor();
    expect(await page.getByText('就绪', { exact: true }).count()).toBe(0);
  });

  test('with the upload is told quietly in the status bar and opens its reason', async () => {
    const { page } = await browser.open((script) =>
      script.update({
        sync: {
          ...script.state().sync,
          hub: 'offline',
          recordingsWaiting: 3,
          error: 'upload.hubUnreachable',
        },
      }),
    );
    await page.getByRole('button', { name: /3 段待上传/ }).click();
    await page.getByText('代码 upload.hubUnreachable').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('with the host is said, and the page comes back by itself', async () => {
    const { page, host } = await browser.open((script) => script.setCalls([aTalk()]));
    host.refuse(true);
    host.cut();
    await page.getByText('坐席台页面与后台断开').waitFor();
    await page.getByText('199 0000 0123').first().waitFor();
    host.refuse(false);
    await page.getByText('坐席台页面与后台断开').waitFor({ state: 'detached', timeout: 15_000 });
  });
});

describe('calls and numbers', () => {
  test('are masked in the list, and are called back with the ticket once that is asked', async () => {
    const { page, script } = await browser.open((before) => {
      before.update({ user: lead });
      before.calls = [aCallItem(1)];
    });
    await page.getByRole('button', { name: '通话', exact: true }).click();
    await page.getByRole('button', { name: '回拨 199****0101' }).click();
    await page.getByRole('button', { name: '拨打', exact: true }).click();
    await expect
      .poll(() => script.commands)
      .toMatchObject([{ kind: 'dial', number: '19900000101', ticketNo: 'SW20260612-0147' }]);
    expect(await page.getByRole('main').textContent()).not.toContain('199 0000 0101');
  });

  test('are whole in their own call only', async () => {
    const { page, script } = await browser.open((before) => {
      before.setCalls([aCall()]);
      before.update({ workspaces: [aWorkspace(aPop([]))] });
    });
    const caller = page.getByRole('region', { name: '来电人' });
    await caller.getByText(callerNumber.display).waitFor();
    script.setCalls([]);
    await caller.getByText('199****0123').waitFor();
  });
});

describe('signing in', () => {
  test('fills in a demonstration account and shows a refusal in its own words', async () => {
    const { page, script } = await browser.open((before) => {
      before.update({ user: null });
      before.info.demoAccounts?.splice(0);
      Object.assign(before.info, {
        demoAccounts: [{ workNo: agent.workNo, password: 'demo-password', role: 'agent' }],
      });
    });
    await page.getByLabel('工号').fill('1003');
    await page.getByLabel('密码').fill('wrong');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('代码 hub.badCredentials').waitFor({ state: 'attached' });
    script.refusals.set('session.signIn', 'hub.neverSignedInHere');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('代码 hub.neverSignedInHere').waitFor({ state: 'attached' });
    script.refusals.clear();
    await page.getByRole('button', { name: '1003 坐席' }).click();
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('banner').waitFor();
  });
});
