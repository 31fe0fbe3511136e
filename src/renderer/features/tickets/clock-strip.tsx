import { Clock } from 'lucide-react';
import { officeRules } from '../../../shared/domain/office/office-rules.ts';
import { outerDueAt } from '../../../shared/domain/tickets/merged-tickets.ts';
import { presetDeadline } from '../../../shared/domain/tickets/deadlines.ts';
import { flagsWith, urgencyOf } from '../../../shared/domain/tickets/urgency.ts';
import { useDeskState, useTimedSlowly } from '../../parts/desk-context.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { useText } from '../../parts/use-text.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import { NextStepClock } from './step-clock.tsx';
import { fullTime } from '../../ui/format.ts';

/** Near a deadline: the last two hours (domain document 4.5). */
const nearMs = 2 * 3_600_000;

/** The clock is the loudest thing on a ticket: amber before the deadline, red after it. */
export function ClockStrip({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  const span = useSpanText();
  const { ticket } = sheet;
  // What was promised to those whose tickets were merged into it is kept with its own.
  const dueAt = ticket ? outerDueAt(ticket) : null;
  const isOfMerged = dueAt !== null && dueAt !== ticket?.deadline?.dueAt;
  const { tone, words, time } = useTimedSlowly((now) => {
    if (dueAt === null) return { tone: toneOf(null), words: t('ticket.clock.none'), time: null };
    const leftMs = dueAt - now;
    const isLate = leftMs < 0;
    return {
      tone: toneOf(leftMs),
      words: t(isLate ? 'ticket.clock.late' : 'ticket.clock.left'),
      time: span(Math.abs(leftMs)),
    };
  });
  if (!ticket) return <ExpectedClock sheet={sheet} />;
  return (
    <div className={`clock clock--${tone}`}>
      <Clock size={15} aria-hidden />
      {time === null ? (
        <span>{words}</span>
      ) : (
        <span className="clock__time num">
          {words} <b>{time}</b>
        </span>
      )}
      {isOfMerged && <span className="tag tag--warn">{t('ticket.clock.ofMerged')}</span>}
      {ticket.deadline && <span className="clock__rule">{ticket.deadline.rule}</span>}
      {ticket.deadline?.provisional && (
        <span className="tag tag--warn">{t('ticket.clock.provisionalWhy')}</span>
      )}
      <NextStepClock ticket={ticket} />
      {ticket.urgedCount > 0 && (
        <span className="clock__more">{t('ticket.clock.urged', { count: ticket.urgedCount })}</span>
      )}
    </div>
  );
}

/** What a new intake would get if it were saved now. */
function ExpectedClock({ sheet: { intake } }: { readonly sheet: Sheet }) {
  const t = useText();
  const { kind, categoryCode } = intake;
  const urgency = urgencyOf({ flags: flagsWith(null, categoryCode) });
  const officeYears = useDeskState((desk) => desk.officeYears);
  const limits = useDeskState((desk) => desk.limits);
  const deadline = useTimedSlowly((now) => {
    if (kind === null) return null;
    const { dueAt, rule, provisional } = presetDeadline(officeRules({ officeYears, limits }), {
      kind,
      urgency,
      startedAt: now,
    });
    return { due: fullTime(dueAt).slice(0, 16), rule, provisional };
  });
  return (
    <div className="clock clock--calm">
      <b>{t('ticket.newTitle')}</b>
      <span className="num">
        {deadline
          ? t('ticket.clock.expected', { time: deadline.due })
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
