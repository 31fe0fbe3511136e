import { Printer } from 'lucide-react';
import { useCallback, useState } from 'react';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { useStores } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { type Printed, TicketPrint } from './ticket-print.tsx';

/** 打印, for what is saved: the hub notes it first, and while it cannot be noted nothing is printed. */
export function PrintButton({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { api, clock } = useStores().deps;
  const [printed, setPrinted] = useState<Printed | null>(null);
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const { ticketId } = ticket;
  const print = async () => {
    setFailure(null);
    try {
      await api.tickets.printed({ ticketId });
      const calls = await api.calls.ofTicket({ ticketId }).catch(() => null);
      setPrinted({ ticket, calls: calls?.items ?? null, at: clock.now() });
    } catch (error) {
      setFailure(errorCodeOf(error));
    }
  };
  useKeys({ print: () => void print() });
  const onPrinted = useCallback(() => setPrinted(null), []);
  return (
    <>
      <button
        type="button"
        className="button button--small"
        aria-keyshortcuts={ariaKey('print')}
        title={keyHint('print')}
        onClick={() => void print()}
      >
        <Printer size={13} aria-hidden />
        {t('ticket.print.button')}
      </button>
      {failure && (
        <div className="print-failure">
          <ErrorNotice code={failure} tone="warn" lead={t('ticket.print.failed')} />
        </div>
      )}
      {printed && <TicketPrint printed={printed} onPrinted={onPrinted} />}
    </>
  );
}
