import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import './calendar.css';
import { calendarStore } from './calendar-store.ts';
import { useMissingYear } from './use-missing-year.ts';

/** Of the warning in the status bar: what it means that a year is unknown, and what to do. */
export function CalendarDetail() {
  const t = useText();
  const year = useMissingYear();
  const open = useFeature(calendarStore, (state) => state.open);
  if (year === null) return <p className="facts">{t('calendar.known')}</p>;
  return (
    <div className="facts calendar__why">
      <p>{t('calendar.means', { year })}</p>
      <p>{t('calendar.todo', { year })}</p>
      <button type="button" className="button button--main" aria-haspopup="dialog" onClick={open}>
        {t('calendar.enter', { year })}
      </button>
    </div>
  );
}
