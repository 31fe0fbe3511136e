import { Lock } from 'lucide-react';
import { useNow } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import { shortTime } from '../../ui/format.ts';

/** A closed ticket says who closed it, when and how. */
export function ClosedStrip({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  const now = useNow();
  const { ticket } = sheet;
  if (!ticket) return null;
  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  const facts = [
    ticket.closedAs ? t(`ticket.closeWays.${ticket.closedAs}`) : '',
    ticket.closedByWorkNo ? `${t('status.workNo')} ${ticket.closedByWorkNo}` : '',
    ticket.closedAt === null ? '' : shortTime(ticket.closedAt, now, words),
  ];
  return (
    <div className="clock clock--closed" role="status">
      <Lock size={14} aria-hidden />
      <b>{t('ticket.readOnly', { state: t(`ticket.states.${ticket.state}`) })}</b>
      <span className="num">{facts.filter((fact) => fact !== '').join(' · ')}</span>
      {ticket.callbackOwed && (
        <span className="tag tag--accent clock__more">{t('ticket.callbackOwed')}</span>
      )}
    </div>
  );
}
