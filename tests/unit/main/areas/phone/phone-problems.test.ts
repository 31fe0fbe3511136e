import { beforeEach, describe, expect, it } from 'vitest';
import { createPhoneProblems } from '../../../../../src/main/areas/phone/phone-problems.ts';
import { type Problems, createProblems } from '../../../../../src/main/host/problems.ts';
import { idlePhone } from '../../../../../src/shared/domain/phone/phone-state.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

const lost = { kind: 'retryWait', code: 'sip.connectionLost', retryAt: 1, attempt: 1 } as const;
const registered = { kind: 'registered', sinceAt: 0, provenAt: 0, expiresAt: 1 } as const;
const deaf = { kind: 'failed', code: 'media.microphoneAbsent' } as const;

describe('problems of the phone', () => {
  let problems: Problems;
  let show: ReturnType<typeof createPhoneProblems>;
  beforeEach(() => {
    const clock = { now: () => 0, monotonicMs: () => 0 };
    problems = createProblems({ clock, logger: silentLogger, onChange: () => undefined });
    show = createPhoneProblems(problems);
  });
  const codes = () => problems.list().map(({ code }) => code);

  it('last from the loss until the next success, whatever is tried in between', () => {
    show({ ...idlePhone, registration: lost });
    show({ ...idlePhone, registration: { kind: 'connecting', attempt: 1 } });
    expect(codes()).toEqual(['sip.connectionLost']);
    show({ ...idlePhone, registration: registered });
    expect(codes()).toEqual([]);
  });

  it('name a shared extension although the phone is registered', () => {
    show({ ...idlePhone, registration: { ...registered, warning: 'sip.extensionTaken' } });
    expect(codes()).toEqual(['sip.extensionTaken']);
  });

  it('name registration and microphone apart, and go with the phone page', () => {
    const stopped = { kind: 'stopped', code: 'sip.badCredentials' } as const;
    show({ registration: stopped, microphone: deaf });
    expect(codes()).toEqual(['sip.badCredentials', 'media.microphoneAbsent']);
    show(idlePhone);
    expect(codes()).toEqual([]);
  });

  it('say that calls could not be rung, for as long as the phone page says so', () => {
    show({ ...idlePhone, lostCalls: { count: 2, at: 1 } });
    expect(problems.list()).toMatchObject([{ code: 'sip.callUnreadable', detail: '2' }]);
    show(idlePhone);
    expect(codes()).toEqual([]);
  });
});
