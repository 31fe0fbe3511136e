import type { PhoneSnapshot } from '../../shared/domain/phone/phone-state.ts';
import { normaliseNumber } from '../../shared/numbers/phone-number.ts';
import { emptyBook, reduceBook, toSnapshot } from '../../telephony/core/call-book.ts';
import { rehearseInvite } from '../../telephony/sip/rehearse-invite.ts';

/**
 * A call that nobody makes, as far as `tell`: page and host have run once what the first citizen would wait for. It is in no book and
 * on no screen.
 */
export async function rehearseCall(
  callId: string,
  tell: (snapshot: PhoneSnapshot) => Promise<void>,
): Promise<void> {
  const ringing = { kind: 'alerting', callId, at: 0, ...rehearseInvite() } as const;
  const { book } = reduceBook(emptyBook, ringing, (raw) => normaliseNumber(raw));
  await tell(toSnapshot(book));
}
