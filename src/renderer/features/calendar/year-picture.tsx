import type { CalendarYear, Day } from '../../../shared/domain/office/calendar.ts';
import { useText } from '../../parts/use-text.ts';
import { type MonthDay, weeksOf } from './weeks-of.ts';

export interface YearPictureProps {
  readonly year: number;
  /** `null` = nothing was read. */
  readonly found: CalendarYear | null;
}

const months = Array.from({ length: 12 }, (_, index) => index + 1);

/** Twelve small months with the days off and the worked weekends marked, by word as well as by colour. */
export function YearPicture({ year, found }: YearPictureProps) {
  const t = useText();
  const off = new Set(found?.daysOff);
  const worked = new Set(found?.workingWeekends);
  const markOf = (day: Day) => (worked.has(day) ? 'worked' : off.has(day) ? 'off' : null);
  return (
    <section className="months" aria-label={t('calendar.picture', { year })}>
      {months.map((month) => (
        <table key={month} className="month num">
          <caption>{t('calendar.month', { month })}</caption>
          <thead>
            <tr>
              {t('calendar.weekdays')
                .split('')
                .map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(year, month).map((week) => (
              <tr key={week[0]?.day}>
                {week.map((one) => (
                  <DayCell key={one.day} one={one} mark={markOf(one.day)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </section>
  );
}

interface DayCellProps {
  readonly one: MonthDay;
  readonly mark: 'off' | 'worked' | null;
}

function DayCell({ one: { date, isOther, isWeekend }, mark }: DayCellProps) {
  const t = useText();
  if (isOther) return <td />;
  const look = mark ?? (isWeekend ? 'weekend' : 'plain');
  return (
    <td className={`month__${look}`}>
      {date}
      {mark && <small>{t(`calendar.marks.${mark}`)}</small>}
    </td>
  );
}
