import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import type { CallListItem } from '../../src/shared/contract/calls/schemas.ts';
import { type HubApi, openHubApi } from '../../tools/demo/hub-api.ts';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import type { AsteriskCall } from '../support/asterisk-call.ts';
import { untilTold } from '../support/desk-proofs.ts';
import { labAccount } from '../support/lab-account.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** One desk on duty at a real Asterisk, and a second phone that rings too after a while. */
describe('a night with one agent on duty', () => {
  let asterisk: Asterisk;
  let stack: Stack;
  let lead: HubApi;
  let leadDesk: Stack;

  beforeAll(async () => {
    asterisk = await startAsterisk();
    const pbx = { ...labAccount(asterisk), calling: { testRingNumber: '601' } };
    stack = await startStack({ pbx });
    await stack.signIn();
    await stack.agent().untilReady(30_000);
    lead = await openHubApi(stack.hubUrl, '2001', 'demo-hotline-2026');
    leadDesk = await startStack({ pbx: null, hubUrl: stack.hubUrl });
    await leadDesk.agent().signIn('2001', 'demo-hotline-2026');
  });
  afterAll(async () => {
    await leadDesk.stop();
    await stack.stop();
    await asterisk.stop();
  });
  afterEach(async () => {
    await asterisk.manager().command('channel request hangup all');
    await seen(words.call.idle);
  });

  const bar = () => stack.desk().getByRole('banner', { name: words.call.label });
  const seen = (text: string) =>
    bar().getByText(text, { exact: true }).first().waitFor({ timeout: 20_000 });
  const nightCall = (fromNumber: string) =>
    asterisk.call({ to: 'night', fromNumber, line: '水务热线' });
  const secondRang = (call: AsteriskCall) =>
    call.events().some(({ UserEvent }) => UserEvent === 'HotlineSecondPath');
  const recordOf = async (suffix: string): Promise<CallListItem['call']> => {
    let found: CallListItem['call'] | undefined;
    await expect
      .poll(
        async () => {
          found = (await lead.calls())
            .map(({ call }) => call)
            .find(({ number }) => number.display.replaceAll(' ', '').endsWith(suffix));
          return found !== undefined && found.endedAt !== null;
        },
        { timeout: 20_000, interval: 200 },
      )
      .toBe(true);
    if (!found) throw new Error('no record');
    return found;
  };

  it('has been rung for a test at sign-in, and no call came of it', async () => {
    await until(
      'the test ring',
      () =>
        stack.deskLog() !== '' &&
        asterisk
          .manager()
          .events()
          .some(({ Context }) => Context === 'hotline-test-ring'),
      20_000,
    );
    const { calls, line } = words.seat.looks;
    await bar()
      .getByRole('button', { name: new RegExp(`^(${calls}|${line})`) })
      .click();
    const row = stack.desk().getByRole('listitem').filter({ hasText: words.seat.proofs.testRing });
    await row.getByText(words.seat.proven.testRing).waitFor({ timeout: 20_000 });
    await stack.desk().getByRole('button', { name: words.seat.again }).click();
    await stack.desk().getByRole('button', { name: words.seat.again }).waitFor({ timeout: 20_000 });
    await row.getByText(words.seat.proven.testRing).waitFor();
    await stack.desk().keyboard.press('Escape');
    expect(await bar().getByText(words.pill.alerting, { exact: true }).count()).toBe(0);
  });

  it('rings the second phone when nobody answers, nobody has missed the call, and the lead is told', async () => {
    const call = await nightCall('19900000777');
    await seen(words.pill.alerting);
    expect(secondRang(call)).toBe(false);
    await until('the second phone rings', () => secondRang(call), 20_000);
    await call.untilAnswered();
    await seen(words.call.idle);
    // The citizen hears the one who answered.
    await until('the citizen hears somebody', () => call.heardLevel(1000) > 0.01, 15_000);
    const record = await recordOf('19900000777');
    expect(record.endReason).toBe('cancelled');
    expect(record.secondPathAt).toBeGreaterThan(record.startedAt);
    await untilTold(leadDesk.desk(), 'phone.secondPath');
  });

  it('leaves the second phone alone when the desk answers in time', async () => {
    const call = await nightCall('19900000778');
    await seen(words.pill.alerting);
    await stack.agent().answer();
    await call.untilAnswered();
    await stack.agent().untilRecording(10_000);
    const answeredFor = performance.now() + 4000;
    await until(
      'longer than the second phone waits',
      () => performance.now() > answeredFor,
      10_000,
    );
    expect(secondRang(call)).toBe(false);
    await call.hangUp();
    const record = await recordOf('19900000778');
    expect(record.endReason).toBe('citizenHungUp');
    expect(record.secondPathAt).toBeUndefined();
  });
});
