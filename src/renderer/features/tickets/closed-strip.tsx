import { Lock, Undo2 } from 'lucide-react';
import { useDeskState, useTimed, useToday, useWorkbench } from '../../parts/desk-context.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import { NextStepClock } from './step-clock.tsx';
import { shortTime } from '../../ui/format.ts';

/** A closed ticket says who closed it, when and how; for some seconds it offers to take that back. */
export function ClosedStrip({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  const today = useToday();
  const { ticket } = sheet;
  if (!ticket) return null;
  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  const facts = [
    ticket.closedAs ? t(`ticket.closeWays.${ticket.closedAs}`) : '',
    ticket.closedByWorkNo ? `${t('status.workNo')} ${ticket.closedByWorkNo}` : '',
    ticket.closedAt === null ? '' : shortTime(ticket.closedAt, today, words),
  ];
  return (
    <div className="clock clock--closed">
      <div className="clock__facts" role="status">
        <Lock size={14} aria-hidden />
        <b>{t('ticket.readOnly', { state: t(`ticket.states.${ticket.state}`) })}</b>
        <span className="num">{facts.filter((fact) => fact !== '').join(' · ')}</span>
      </div>
      <div className="clock__more">
        <NextStepClock ticket={ticket} />
        {ticket.callbackOwed && <span className="tag tag--accent">{t('ticket.callbackOwed')}</span>}
        <UndoButton sheet={sheet} />
      </div>
    </div>
  );
}

/** 撤销, as long as the closing has not left the desk. Not in the live region: nobody wants to hear the seconds. */
function UndoButton({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  const undoClose = useWorkbench((state) => state.undoClose);
  const until = useDeskState(
    (desk) => desk.undoable?.find(({ ticketId }) => ticketId === sheet.ticketId)?.until,
  );
  const seconds = useTimed((now) => Math.max(1, Math.ceil(((until ?? now) - now) / 1000)));
  const undo = () => void undoClose().then((done) => done && focusForm());
  useKeys(until === undefined ? {} : { undo });
  if (until === undefined) return null;
  return (
    <button
      type="button"
      className="button"
      disabled={sheet.busy !== null}
      aria-label={t('ticket.undo')}
      aria-keyshortcuts={ariaKey('undo')}
      onClick={undo}
    >
      <Undo2 size={14} aria-hidden />
      <span className="num">{t('ticket.undoFor', { seconds })}</span>
      <kbd className="kbd" aria-hidden>
        {keyHint('undo')}
      </kbd>
    </button>
  );
}

/** The button took the focus away with it: the agent goes on where the closing was pressed. */
function focusForm() {
  if (document.activeElement === document.body || document.activeElement === null)
    document.querySelector<HTMLElement>('#ticket-do-close')?.focus();
}
