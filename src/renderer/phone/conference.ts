import { AppError } from '../../shared/app-error.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneActsDeps } from './phone-acts.ts';

export interface ConferenceOrder {
  readonly callId: CallId;
  readonly consultCallId: CallId;
}

/**
 * Three parties. In a room of the PBX: the expert goes first, so that a refusal leaves the citizen as she was; the citizen
 * follows, and the desk dials in. Without a room both calls are taken back and mixed here.
 */
export async function startConference(
  { phone, calling, random, newCallId, calls }: PhoneActsDeps,
  { callId, consultCallId }: ConferenceOrder,
): Promise<void> {
  const { conference } = calling();
  if (conference.kind === 'local') {
    await phone.retrieve(consultCallId);
    await phone.retrieve(callId);
    return phone.join(callId, consultCallId);
  }
  const room = `${conference.prefix}${String(Math.floor(random() * 10_000)).padStart(4, '0')}`;
  const citizen = calls().find((call) => call.callId === callId);
  if (!citizen) throw new AppError('phone.noSuchCall');
  const target = { kind: 'number', number: room, dialString: room } as const;
  await phone.transfer({ callId: consultCallId, target, reason: 'merged' });
  await phone.transfer({ callId, target, reason: 'merged' });
  await phone.dial({
    callId: newCallId(),
    number: room,
    dialString: room,
    ticketNo: citizen.ticketNo,
    purpose: 'conference',
    servesCallId: callId,
  });
}
