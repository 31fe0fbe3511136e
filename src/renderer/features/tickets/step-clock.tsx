import {
  type Alarm,
  alarmOf,
  lastMoment,
  nextClock,
} from '../../../shared/domain/tickets/step-clocks.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { StepClock } from '../../../shared/domain/tickets/ticket-work.ts';
import { useTimedSlowly } from '../../parts/desk-context.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { useText } from '../../parts/use-text.ts';
import { fullTime } from '../../ui/format.ts';

const tones: Readonly<Record<Alarm, string>> = {
  calm: 'tag',
  half: 'tag',
  near: 'tag tag--warn',
  last: 'tag tag--warn',
  late: 'tag tag--bad',
};

/** The limit of the step that is due, and until when it keeps the outer promise. */
export function NextStepClock({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const clock = nextClock(ticket.work);
  if (clock === null) return null;
  const latest = lastMoment(ticket, clock.step);
  return (
    <>
      <StepClockTag clock={clock} />
      {latest !== null && (
        <span className="clock__rule">
          {t('flow.clock.latest', { time: fullTime(latest).slice(5, 16) })}
        </span>
      )}
    </>
  );
}

/** One limit: what is left of it, or how long it is over. */
export function StepClockTag({ clock }: { readonly clock: StepClock }) {
  const t = useText();
  const span = useSpanText();
  const step = t(`flow.steps.${clock.step}`);
  const { words, tone } = useTimedSlowly((now) => {
    // Done, or left behind with its step: the clock does not know which.
    if (clock.stoppedAt !== undefined) {
      const overMs = clock.stoppedAt - clock.dueAt;
      if (overMs <= 0) return { words: t('flow.clock.stopped', { step }), tone: 'tag' };
      return { words: t('flow.clock.stoppedLate', { step, time: span(overMs) }), tone: 'tag' };
    }
    const leftMs = clock.dueAt - now;
    const key = leftMs < 0 ? ('flow.clock.late' as const) : ('flow.clock.left' as const);
    return {
      words: t(key, { step, time: span(Math.abs(leftMs)) }),
      tone: tones[alarmOf(clock, now)],
    };
  });
  const isGuess = clock.isGuess === true && clock.stoppedAt === undefined;
  return (
    <span className={`${tone} num`}>
      {words}
      {isGuess && (
        <span title={t('flow.clock.provisionalWhy')}>（{t('ticket.clock.provisional')}）</span>
      )}
    </span>
  );
}
