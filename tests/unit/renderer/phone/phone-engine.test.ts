import { plainPhoneConfig } from '../../../support/phone-config.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type {
  PhoneConfig,
  PhoneSnapshot,
} from '../../../../src/shared/domain/phone/phone-state.ts';
import { normaliseNumber } from '../../../../src/shared/numbers/phone-number.ts';
import {
  type PhoneEngine,
  createPhoneEngine,
} from '../../../../src/renderer/phone/phone-engine.ts';
import { createFakePhone, type FakeScript } from '../../../../src/telephony/fake/fake-phone.ts';
import type { Phone } from '../../../../src/telephony/core/phone.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';
import { silentLogger } from '../../../support/silent-logger.ts';

const config: PhoneConfig = {
  ...plainPhoneConfig,
  serverUrl: 'wss://pbx.example/ws',
  domain: 'pbx.example',
  extension: '1003',
  secret: 'right',
  displayName: '1003',
};

describe('phone engine', () => {
  let timers: ReturnType<typeof createFakeTimers>;
  let script: FakeScript;
  let engine: PhoneEngine;
  let published: PhoneSnapshot[];
  let effects: string[];
  let done: [string, string | null][];
  let acts: string[];

  beforeEach(() => {
    timers = createFakeTimers(1_000_000);
    let ids = 0;
    const fake = createFakePhone({ clock: timers.clock, newCallId: () => `call-${(ids += 1)}` });
    script = fake.script;
    acts = [];
    const phone: Phone = {
      ...fake.phone,
      start: (account) => {
        acts.push(`start ${account.extension}`);
        fake.phone.start(account);
      },
      stop: () => {
        acts.push('stop');
        return fake.phone.stop();
      },
    };
    published = [];
    effects = [];
    done = [];
    engine = createPhoneEngine({
      phone,
      readNumber: (raw) => normaliseNumber(raw),
      clock: timers.clock,
      setTimer: timers.setTimer,
      random: () => 0.5,
      newCallId: () => 'new',
      seat: null,
      logger: silentLogger,
      publish: (snapshot) => published.push(snapshot),
      commandDone: (commandId, error) => done.push([commandId, error]),
      runCallEffect: (effect) => effects.push(effect.kind),
    });
    engine.handleOrder({ kind: 'config', config });
  });

  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('publishes an alerting call in the same turn', () => {
    const before = published.length;
    script.ring({ rawNumber: '19900000123', ticketNo: 'SW20261123-0001' });
    expect(published.length).toBe(before + 1);
    expect(published.at(-1)?.calls).toMatchObject([
      { state: 'alerting', ticketNo: 'SW20261123-0001', number: { display: '199 0000 0123' } },
    ]);
  });

  it('starts a recording for an answered call and stops it at the end, with nobody pressing anything', async () => {
    const callId = script.ring({ rawNumber: '19900000123' });
    expect(effects).toEqual([]);
    await engine.execute({ kind: 'answer', callId });
    expect(effects).toEqual(['startRecording']);
    script.leave(callId);
    expect(effects).toEqual(['startRecording', 'stopRecording']);
  });

  it('answers each order of the host with done or with the reason', async () => {
    const callId = script.ring({ rawNumber: '19900000123' });
    engine.handleOrder({ kind: 'command', commandId: 'c1', command: { kind: 'hold', callId } });
    engine.handleOrder({ kind: 'command', commandId: 'c2', command: { kind: 'answer', callId } });
    await settle();
    expect(Object.fromEntries(done)).toEqual({ c1: 'phone.notAllowedNow', c2: null });
  });

  it('keeps a running call when the agent signs out or the lease is lost, and leaves the PBX after it', async () => {
    const callId = script.ring({ rawNumber: '19900000123' });
    await engine.execute({ kind: 'answer', callId });
    engine.handleOrder({ kind: 'leaseLost' });
    expect(engine.snapshot().calls[0]?.state).toBe('connected');
    expect(acts).toEqual(['start 1003']);
    script.leave(callId);
    expect(acts).toEqual(['start 1003', 'stop']);
  });

  it('takes new settings when no call runs', async () => {
    const callId = script.ring({ rawNumber: '19900000123' });
    await engine.execute({ kind: 'answer', callId });
    engine.handleOrder({ kind: 'config', config: { ...config, extension: '1004' } });
    expect(acts).toEqual(['start 1003']);
    script.leave(callId);
    expect(acts).toEqual(['start 1003', 'start 1004']);
  });

  it('forgets an ended call after a few seconds', async () => {
    const callId = script.ring({ rawNumber: '19900000123' });
    script.leave(callId);
    expect(engine.snapshot().calls).toMatchObject([{ state: 'ended', endReason: 'missed' }]);
    timers.advance(5000);
    expect(engine.snapshot().calls).toEqual([]);
    expect(published.at(-1)?.calls).toEqual([]);
  });

  it('does not flood the host with bytes and quality, but tells a failure at once', async () => {
    const callId = script.ring({ rawNumber: '19900000123' });
    await engine.execute({ kind: 'answer', callId });
    const light = (bytesOnDisk: number) =>
      engine.handle({
        kind: 'recordingLight',
        callId,
        light: { kind: 'recording', recordingId: 'r', bytesOnDisk },
      });
    light(100);
    const before = published.length;
    for (let bytes = 200; bytes < 1200; bytes += 100) light(bytes);
    expect(published.length).toBe(before);
    timers.advance(1000);
    expect(published.length).toBe(before + 1);
    expect(published.at(-1)?.calls[0]?.recording).toMatchObject({ bytesOnDisk: 1100 });
    engine.handle({
      kind: 'recordingLight',
      callId,
      light: { kind: 'failed', code: 'recording.silent' },
    });
    expect(published.length).toBe(before + 2);
  });
});
