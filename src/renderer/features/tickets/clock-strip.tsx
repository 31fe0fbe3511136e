import { Clock } from 'lucide-react';
import { presetDeadline } from '../../../shared/domain/tickets/deadlines.ts';
import { flagsWith, urgencyOf } from '../../../shared/domain/tickets/urgency.ts';
import { useNow } from '../../parts/desk-context.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { useText } from '../../parts/use-text.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import { fullTime } from '../../ui/format.ts';

/** Near a deadline: the last two hours (domain document 4.5). */
const nearMs = 2 * 3_600_000;

/** The clock is the loudest thing on a ticket: amber before the deadline, red after it. */
export function ClockStrip({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  const now = useNow();
  const span = useSpanText();
  const { ticket } = sheet;
  if (!ticket) return <ExpectedClock sheet={sheet} />;
  const leftMs = ticket.deadline ? ticket.deadline.dueAt - now : null;
  return (
    <div className={`clock clock--${toneOf(leftMs)}`}>
      <Clock size={15} aria-hidden />
      {leftMs === null ? (
        <span>{t('ticket.clock.none')}</span>
      ) : (
        <span className="clock__time num">
          {t(leftMs >= 0 ? 'ticket.clock.left' : 'ticket.clock.late')}{' '}
          <b>{span(Math.abs(leftMs))}</b>
        </span>
      )}
      {ticket.deadline && <span className="clock__rule">{ticket.deadline.rule}</span>}
      {ticket.deadline?.provisional && (
        <span className="tag tag--warn">{t('ticket.clock.provisionalWhy')}</span>
      )}
      {ticket.urgedCount > 0 && (
        <span className="clock__more">{t('ticket.clock.urged', { count: ticket.urgedCount })}</span>
      )}
    </div>
  );
}

/** What a new intake would get if it were saved now. */
function ExpectedClock({ sheet: { intake } }: { readonly sheet: Sheet }) {
  const t = useText();
  const now = useNow();
  const { kind, categoryCode } = intake;
  const urgency = urgencyOf({ flags: flagsWith(null, categoryCode) });
  const deadline = kind === null ? null : presetDeadline(kind, urgency, now);
  return (
    <div className="clock clock--calm">
      <b>{t('ticket.newTitle')}</b>
      <span className="num">
        {deadline
          ? t('ticket.clock.expected', { time: fullTime(deadline.dueAt).slice(0, 16) })
          : t('ticket.clock.expectedLater')}
      </span>
      {deadline && <span className="clock__rule">{deadline.rule}</span>}
      {deadline?.provisional && (
        <span className="tag tag--warn">{t('ticket.clock.provisionalWhy')}</span>
      )}
    </div>
  );
}

function toneOf(leftMs: number | null): 'calm' | 'near' | 'late' {
  if (leftMs === null || leftMs > nearMs) return 'calm';
  return leftMs >= 0 ? 'near' : 'late';
}
