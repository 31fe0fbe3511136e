import { Activity, type ReactNode } from 'react';
import { FilePlus2 } from 'lucide-react';
import { useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useText } from '../../parts/use-text.ts';
import { activePlace } from '../../workbench/places.ts';
import { blankSheet } from '../../workbench/sheet.ts';
import { openSheet } from '../../workbench/workbench-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import './ticket.css';
import { TicketSheet } from './ticket-sheet.tsx';

interface TicketPanelProps {
  /** Above the sheet: whose it is, when that is not the citizen on the line. */
  readonly band: ReactNode;
  /** Which of several tickets is meant; `null` = nothing is to be chosen. */
  readonly choice: ReactNode;
}

/** What the form shows while it stands ready, hidden: drawing it anew for each ticket is the dearest part of a pop (ADR 0236). */
const nobodysSheet = blankSheet({ ticketId: '', ticketNo: '' });

/** The middle of the workbench: the open ticket, a choice, or what to do to open one. */
export function TicketPanel({ band, choice }: TicketPanelProps) {
  const t = useText();
  const sheet = useWorkbench(openSheet);
  const opening = useWorkbench((state) => activePlace(state)?.opening ?? false);
  const failure = useWorkbench((state) => activePlace(state)?.openFailure ?? state.startFailure);
  return (
    <section className="panel ticket" aria-label={t('ticket.title')} aria-busy={opening}>
      {failure && (
        <div className="ticket__notice">
          <ErrorNotice code={failure} lead={t('ticket.openFailed')} />
        </div>
      )}
      {band}
      {sheet === null && (choice ?? <NoTicket opening={opening} />)}
      <Activity mode={sheet === null ? 'hidden' : 'visible'}>
        <TicketSheet sheet={sheet ?? nobodysSheet} />
      </Activity>
    </section>
  );
}

function NoTicket({ opening }: { readonly opening: boolean }) {
  const t = useText();
  const start = useWorkbench((state) => state.startIntake);
  if (opening) return <EmptyState title={t('ticket.opening')} />;
  return (
    <EmptyState
      icon={<FilePlus2 size={30} strokeWidth={1.4} aria-hidden />}
      title={t('ticket.empty')}
      hint={t('ticket.emptyHint')}
    >
      <button type="button" className="button" onClick={() => void start()}>
        {t('caller.blank')}
      </button>
    </EmptyState>
  );
}
