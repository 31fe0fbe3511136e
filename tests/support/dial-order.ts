import type { DialOrder } from '../../src/telephony/core/phone.ts';

/** An ordinary call to `number`, dialled as it is written. */
export function aDial(callId: string, number: string, ticketNo: string | null = null): DialOrder {
  return { callId, number, dialString: number, ticketNo, purpose: 'plain', servesCallId: null };
}
