import { useDeskState } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { calendarStore } from './calendar-store.ts';
import { knownCalendar, putsYearsIn } from './known-years.ts';

/** The lasting way to the calendar, as a row of the settings of who puts years in. */
export function CalendarSetting() {
  const t = useText();
  const role = useDeskState((desk) => desk.user?.role);
  const heard = useDeskState((desk) => desk.officeYears);
  const asked = useFeature(calendarStore, (state) => state.asked);
  const open = useFeature(calendarStore, (state) => state.open);
  if (!putsYearsIn(role)) return null;
  const { knownUntil } = knownCalendar(heard, asked?.put);
  return (
    <>
      <span>{t('calendar.name')}</span>
      <div>
        <button
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          onClick={open}
        >
          {t('calendar.open')}
        </button>
        <p className="settings__hint">{t('calendar.knownUntil', { year: knownUntil })}</p>
      </div>
    </>
  );
}
