import { plainPhoneConfig } from '../../../../support/phone-config.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type PhoneSwitchboard,
  createPhoneSwitchboard,
} from '../../../../../src/main/areas/phone/phone-switchboard.ts';
import type { PhoneConfig } from '../../../../../src/shared/domain/phone/phone-state.ts';
import { type HandTimers, createHandTimers } from '../../../../support/host/hand-timers.ts';
import { aSnapshot } from '../../../../support/host/phone-values.ts';

const config: PhoneConfig = {
  ...plainPhoneConfig,
  serverUrl: 'wss://pbx.test.invalid',
  domain: 'pbx.test.invalid',
  extension: '8001',
  secret: 'a test secret',
  displayName: '',
};

describe('the phone switchboard', () => {
  let timers: HandTimers;
  let told: string[];
  let board: PhoneSwitchboard;
  beforeEach(() => {
    timers = createHandTimers();
    told = [];
    let ids = 0;
    board = createPhoneSwitchboard({
      newId: () => `command-${(ids += 1)}`,
      timers,
      onSnapshot: () => told.push('snapshot'),
      onConnected: (connected) => told.push(connected ? 'connected' : 'disconnected'),
      onGone: () => told.push('gone'),
    });
  });
  const attach = (id: string, takeOver = false) =>
    board.attach(id, { takeOver, signal: undefined });
  const next = async (orders: AsyncIterator<unknown>) => (await orders.next()).value;

  it('grants the phone to one page, and to the next one when it leaves', async () => {
    const first = attach('a');
    const second = attach('b');
    expect(await next(first)).toEqual({ kind: 'config', config: null });
    expect(await next(second)).toEqual({ kind: 'leaseHeld' });
    expect(() => board.publish('b', aSnapshot())).toThrow('phone.leaseHeld');
    first.close();
    expect(await next(second)).toEqual({ kind: 'config', config: null });
    board.publish('b', aSnapshot());
    expect(told).toEqual(['connected', 'connected', 'snapshot']);
  });

  it('lets a page take over, and tells the one that loses', async () => {
    const first = attach('a');
    const second = attach('b', true);
    await next(first);
    expect(await next(first)).toEqual({ kind: 'leaseLost' });
    expect(await next(second)).toMatchObject({ kind: 'config' });
    expect([board.isHolder('a'), board.isHolder('b')]).toEqual([false, true]);
    first.close();
    expect(board.isHolder('b')).toBe(true);
  });

  it('gives a page that attaches again its own phone, not a refusal', async () => {
    attach('a');
    expect(await next(attach('a'))).toMatchObject({ kind: 'config' });
  });

  it('sends the configuration again only when it changed', async () => {
    const orders = attach('a');
    await next(orders);
    board.setConfig(config);
    board.setConfig({ ...config });
    board.setConfig(null);
    expect([await next(orders), await next(orders)]).toEqual([
      { kind: 'config', config },
      { kind: 'config', config: null },
    ]);
  });

  it('settles a command by the answer of the page that holds the phone, and by nobody else', async () => {
    const orders = attach('a');
    await next(orders);
    const done = board.command({ kind: 'answer', callId: 'c' });
    expect(await next(orders)).toMatchObject({ kind: 'command', commandId: 'command-1' });
    board.commandDone('b', 'command-1', 'sip.busy');
    board.commandDone('a', 'command-1', null);
    await expect(done).resolves.toBeUndefined();
    board.commandDone('a', 'command-1', 'sip.busy');
  });

  it('fails a command when the page says nothing, leaves, or was never there', async () => {
    await expect(board.command({ kind: 'hangUp', callId: 'c' })).rejects.toMatchObject({
      code: 'phone.notConnected',
    });
    const orders = attach('a');
    const silent = board.command({ kind: 'hangUp', callId: 'c' });
    timers.pass(20_000);
    await expect(silent).rejects.toMatchObject({ code: 'phone.notConnected' });
    const dialling = board.command({
      kind: 'dial',
      callId: 'c',
      number: '10000000123',
      ticketNo: null,
    });
    timers.pass(60_000);
    orders.close();
    await expect(dialling).rejects.toMatchObject({ code: 'phone.notConnected' });
  });

  it('gives running calls up only when no page came back for ten seconds', () => {
    const orders = attach('a');
    orders.close();
    timers.pass(9_000);
    attach('a');
    timers.pass(60_000);
    expect(told).toEqual(['connected', 'disconnected', 'connected']);
    board.release('a');
    timers.pass(10_000);
    expect(told.slice(3)).toEqual(['disconnected', 'gone']);
  });

  it('says so when no phone page ever came after the start', () => {
    timers.pass(10_000);
    expect(told).toEqual(['gone']);
  });
});
