import { type Alarm, alarmOf } from '../../shared/domain/tickets/step-clocks.ts';
import type { StepClock } from '../../shared/domain/tickets/ticket-work.ts';
import { useSpanText } from '../parts/use-span-text.ts';
import { useText } from '../parts/use-text.ts';
import { fullTime } from '../ui/format.ts';
import { useTickets } from './use-office.ts';

/** The outer limit: until when, or how long it is over. */
export function OuterTag({
  dueAt,
  isOpen,
}: {
  readonly dueAt: number | null;
  readonly isOpen: boolean;
}) {
  const t = useText();
  const span = useSpanText();
  const { now } = useTickets();
  if (dueAt === null) return <span className="dclock">{t('department.noDue')}</span>;
  if (isOpen && dueAt < now)
    return (
      <span className="dclock dclock--late num">
        {t('officer.late', { time: span(now - dueAt) })}
      </span>
    );
  return (
    <span className="dclock num">
      {t('department.dueAt', { at: fullTime(dueAt).slice(5, 16) })}
    </span>
  );
}

const tones: Readonly<Record<Alarm, string>> = {
  calm: 'ostep',
  half: 'ostep',
  near: 'ostep dclock--near',
  last: 'ostep dclock--near',
  late: 'ostep dclock--late',
};

/** The limit of one step: what is left of it, or how long it is over. */
export function StepTag({ clock }: { readonly clock: StepClock }) {
  const t = useText();
  const span = useSpanText();
  const { now } = useTickets();
  const leftMs = clock.dueAt - now;
  const step = t(`flow.steps.${clock.step}`);
  const key = leftMs < 0 ? ('flow.clock.late' as const) : ('flow.clock.left' as const);
  return (
    <span className={`${tones[alarmOf(clock, now)]} num`}>
      {t(key, { step, time: span(Math.abs(leftMs)) })}
    </span>
  );
}
