import { type Alarm, alarmOf } from '../../shared/domain/tickets/step-clocks.ts';
import type { StepClock } from '../../shared/domain/tickets/ticket-work.ts';
import { useSpanText } from '../parts/use-span-text.ts';
import { useText } from '../parts/use-text.ts';
import { useDepartment } from './use-department.ts';

const tones: Readonly<Record<Alarm, string>> = {
  calm: 'dclock',
  half: 'dclock',
  near: 'dclock dclock--near',
  last: 'dclock dclock--near',
  late: 'dclock dclock--late',
};

/** One limit of the department: what is left of it, or how long it is over. */
export function ClockTag({ clock }: { readonly clock: StepClock }) {
  const t = useText();
  const span = useSpanText();
  const now = useDepartment((state) => state.now);
  const step = t(`flow.steps.${clock.step}`);
  if (clock.stoppedAt !== undefined)
    return <span className="dclock num">{t('department.doneAt', { step })}</span>;
  const leftMs = clock.dueAt - now;
  const key = leftMs < 0 ? ('department.over' as const) : ('department.remains' as const);
  return (
    <span className={`${tones[alarmOf(clock, now)]} num`}>
      {t(key, { step, time: span(Math.abs(leftMs)) })}
    </span>
  );
}
