import { SessionState, URI } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSipDesk } from '../../support/sip-desk.ts';
import { until } from '../../support/until.ts';

describe('transfers on the wire', () => {
  let desk: Awaited<ReturnType<typeof createSipDesk>>;
  beforeEach(async () => {
    desk = await createSipDesk();
    await desk.register();
  });
  afterEach(() => desk.close());

  const answered = async () => {
    const session = await desk.pbx.call();
    const { callId } = await desk.alerting();
    await desk.phone.answer(callId);
    await until('connected', () => desk.of('connected').length === 1);
    await until('established', () => session.state === SessionState.Established);
    return { session, callId };
  };

  it('takes a BYE after 202 for a transfer that is done', async () => {
    const { session, callId } = await answered();
    session.delegate = {
      onRefer: (referral) => void referral.accept().then(() => session.bye()),
    };
    const target = { kind: 'number', number: '1002', dialString: '1002' } as const;
    await desk.phone.transfer({ callId, target, reason: 'toSurvey' });
    await until('ended', () => desk.of('ended').length === 1);
    expect(desk.of('ended')[0]).toMatchObject({ callId, reason: 'toSurvey' });
  });

  it('follows nobody else: a REFER that comes in is refused', async () => {
    const { session } = await answered();
    const statuses: (number | undefined)[] = [];
    await session.refer(new URI('sip', '19900000404', 'pbx.example'), {
      requestDelegate: { onReject: ({ message }) => statuses.push(message.statusCode) },
    });
    await until('an answer', () => statuses.length === 1);
    expect(statuses[0]).toBeGreaterThanOrEqual(400);
    expect(desk.of('ended')).toEqual([]);
  });
});
