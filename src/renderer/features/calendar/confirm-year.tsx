import type { CalendarYear } from '../../../shared/domain/office/calendar.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { calendarStore } from './calendar-store.ts';

export interface ConfirmYearProps {
  readonly year: CalendarYear;
  /** Other days of a year that is known. */
  readonly isCorrection: boolean;
}

/** What is sent, and what it does to tickets: a deadline that it settles is never moved again. */
export function ConfirmYear({ year, isCorrection }: ConfirmYearProps) {
  const t = useText();
  const { asked, busy, takeBack, put } = useFeatureState(calendarStore);
  const provisional = asked?.provisional ?? null;
  return (
    <>
      <p>
        {t('calendar.confirm', {
          year: year.year,
          off: year.daysOff.length,
          worked: year.workingWeekends.length,
        })}
      </p>
      <p>
        {provisional === null
          ? t('calendar.settlesSome')
          : provisional === 0
            ? t('calendar.settlesNone')
            : t('calendar.settles', { count: provisional })}
      </p>
      {isCorrection && <p>{t('calendar.correction')}</p>}
      <div className="dialog__acts">
        <button type="button" className="button" autoFocus disabled={busy} onClick={takeBack}>
          {t('calendar.back')}
        </button>
        <button
          type="button"
          className="button button--main"
          disabled={busy}
          onClick={() => void put()}
        >
          {t('calendar.send')}
        </button>
      </div>
    </>
  );
}
