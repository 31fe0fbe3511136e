import { useId } from 'react';
import { writeCalendarYear } from '../../../shared/domain/office/calendar-text.ts';
import {
  type WorkCalendar,
  needsNextYear,
  yearOf,
} from '../../../shared/domain/office/calendar.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useDeskState, useStores } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ArrangementReading } from './arrangement-reading.tsx';
import './calendar.css';
import { calendarStore } from './calendar-store.ts';
import { ConfirmYear } from './confirm-year.tsx';
import { knownCalendar } from './known-years.ts';
import { isSameYear, readArrangement } from './read-arrangement.ts';
import { YearPicture } from './year-picture.tsx';

/** 放假安排: a year is chosen, pasted or typed, seen as it was read, and sent after a question. Stands in the desk's frame. */
export function CalendarDialog() {
  const t = useText();
  const { isOpen, confirming, close } = useFeatureState(calendarStore);
  const heard = useDeskState((desk) => desk.officeYears);
  const { asked } = useFeatureState(calendarStore);
  if (!isOpen) return null;
  const calendar = knownCalendar(heard, asked?.put);
  return (
    <Dialog title={t('calendar.title')} onClose={close}>
      {confirming ? (
        <ConfirmYear year={confirming} isCorrection={confirming.year <= calendar.knownUntil} />
      ) : (
        <YearForm calendar={calendar} />
      )}
    </Dialog>
  );
}

function YearForm({ calendar }: { readonly calendar: WorkCalendar }) {
  const t = useText();
  const { clock } = useStores().deps;
  const state = useFeatureState(calendarStore);
  const { texts, busy, failure, done, choose, type, ask, close } = state;
  const { knownFrom, knownUntil } = calendar;
  const next = knownUntil + 1;
  const year = state.year ?? needsNextYear(calendar, clock.now()) ?? next;
  const years = Array.from({ length: next - knownFrom + 1 }, (_, index) => next - index);
  const known = year === next ? null : yearOf(calendar, year);
  const text = texts[year] ?? (known ? writeCalendarYear(known) : '');
  const read = readArrangement(year, text);
  const isKnown = known !== null && read.clean !== null && isSameYear(known, read.clean);
  const hint = useId();
  return (
    <form
      className="calendar"
      onSubmit={(event) => {
        event.preventDefault();
        if (read.clean !== null && !isKnown && !busy) void ask(read.clean);
      }}
    >
      <div className="calendar__text">
        <Choice
          label={t('calendar.year')}
          value={String(year)}
          options={years.map((each) => ({
            value: String(each),
            label: t(each === next ? 'calendar.yearNext' : 'calendar.yearKnown', { year: each }),
          }))}
          onChange={(chosen) => choose(Number(chosen))}
        />
        <p id={hint} className="calendar__hint">
          {t('calendar.hint')}
        </p>
        <textarea
          className="input"
          aria-label={t('calendar.text', { year })}
          aria-describedby={hint}
          aria-invalid={read.faults.length > 0}
          // On the way back from the question; when the dialog opens, it chooses the first field itself.
          autoFocus
          spellCheck={false}
          rows={12}
          value={text}
          onChange={(event) => type(year, event.target.value)}
        />
        <ArrangementReading read={read} year={year} isKnown={isKnown} />
      </div>
      <YearPicture year={year} found={read.found} />
      <div className="calendar__end">
        {failure && <ErrorNotice code={failure} lead={t('calendar.failed')} />}
        {done && (
          <p role="status" className="calendar__done">
            {t('calendar.done', { year: done.year, count: done.settled })}
          </p>
        )}
        <div className="dialog__acts">
          <button type="button" className="button" onClick={close}>
            {t('calendar.close')}
          </button>
          <button
            type="submit"
            className="button button--main"
            disabled={read.clean === null || isKnown || busy}
          >
            {t('calendar.submit', { year })}
          </button>
        </div>
      </div>
    </form>
  );
}
