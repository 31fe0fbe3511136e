import { expect } from 'vitest';
import type { createSipDesk } from './sip-desk.ts';
import { until } from './until.ts';

type SipDesk = Awaited<ReturnType<typeof createSipDesk>>;

/**
 * After a fault: every call that began has ended once, its media is closed, neither side has a dialog left, the phone
 * says that it is registered, and the proof of all that: the next call rings here and can be taken and ended.
 */
export async function expectNothingStuck(desk: SipDesk, pbx = desk.pbx): Promise<void> {
  const begun = () => [...desk.of('alerting'), ...desk.of('dialling')].map(({ callId }) => callId);
  const ended = () => desk.of('ended').map(({ callId }) => callId);
  await until('every call has ended', () => ended().length === begun().length, 10_000);
  expect(ended().toSorted()).toEqual(begun().toSorted());
  await until('media closed', () => [...desk.media.sessions.values()].every((one) => one.closed));
  await until('registered', () => desk.registration().kind === 'registered', 10_000);
  await until('no dialog left', () => pbx.userAgent.userAgentCore.dialogs.size === 0, 10_000);

  const count = desk.of('alerting').length + 1;
  const caller = await pbx.call();
  const { callId } = await desk.alerting(count);
  await desk.phone.answer(callId);
  await until('the next call is acknowledged', () => caller.state === 'Established');
  await desk.phone.hangUp(callId);
  await until('the next call is over', () => String(caller.state) === 'Terminated');
}
