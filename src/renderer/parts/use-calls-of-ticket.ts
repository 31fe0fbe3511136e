import { useEffect, useState } from 'react';
import { errorCodeOf } from '../../shared/app-error.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { useDeskState, useDeskStore, useStores } from './desk-context.ts';

type Calls = Awaited<ReturnType<ReturnType<typeof useStores>['deps']['api']['calls']['ofTicket']>>;

export interface CallsOfTicket {
  /** `null` = not read yet, or it failed. */
  readonly calls: Calls | null;
  readonly failure: ErrorCode | null;
}

type Answer = CallsOfTicket & { readonly ticketId: string };

/** The calls of a ticket, whichever desk took them; of none for `null`. Asked anew whenever another call belongs to the ticket, one begins or ends, a recording has gone up, or the host is back. */
export function useCallsOfTicket(
  ticket: Pick<Ticket, 'ticketId' | 'callIds'> | null,
): CallsOfTicket {
  const { ofTicket } = useStores().deps.api.calls;
  const [answer, setAnswer] = useState<Answer | null>(null);
  const ticketId = ticket?.ticketId ?? null;
  const count = ticket?.callIds.length ?? 0;
  const running = useDeskState((desk) => desk.phone.calls.length);
  const waiting = useDeskState((desk) => desk.sync.recordingsWaiting);
  const connection = useDeskStore(({ info }) => info);
  useEffect(() => {
    let isMeant = true;
    if (ticketId === null) return undefined;
    ofTicket({ ticketId }).then(
      (calls) => {
        if (isMeant) setAnswer({ ticketId, calls, failure: null });
      },
      (error: unknown) => {
        if (isMeant) setAnswer({ ticketId, calls: null, failure: errorCodeOf(error) });
      },
    );
    return () => {
      isMeant = false;
    };
  }, [ofTicket, ticketId, count, running, waiting, connection]);
  // What was told of the ticket before is not told of this one.
  return answer?.ticketId === ticketId ? answer : { calls: null, failure: null };
}
