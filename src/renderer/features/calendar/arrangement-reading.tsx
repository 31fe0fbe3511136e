import type { TFunction } from 'i18next';
import { useText } from '../../parts/use-text.ts';
import { type Arrangement, type ArrangementFault, statutoryDays } from './read-arrangement.ts';

export interface ArrangementReadingProps {
  readonly read: Arrangement;
  readonly year: number;
  /** It is what is known already. */
  readonly isKnown: boolean;
}

/** So many are told one by one. */
const mostFaults = 20;

/** What was read of the text: how much, what could not be read line by line, and what would be refused. */
export function ArrangementReading({ read, year, isKnown }: ArrangementReadingProps) {
  const t = useText();
  const { found, faults, statutory, clean } = read;
  const more = faults.length - mostFaults;
  return (
    <div className="calendar__read">
      <p role="status">
        {found === null
          ? t('calendar.nothing')
          : t('calendar.read', {
              off: found.daysOff.length,
              worked: found.workingWeekends.length,
              count: statutory,
            })}
        {faults.length > 0 && <b> {t('calendar.faulty', { count: faults.length })}</b>}
        {clean !== null && ` ${t(isKnown ? 'calendar.same' : 'calendar.clean')}`}
      </p>
      {found !== null && statutory !== statutoryDays && (
        <p className="calendar__warn">{t('calendar.not13', { count: statutory })}</p>
      )}
      {faults.length > 0 && (
        <ul aria-label={t('calendar.faults')}>
          {faults.slice(0, mostFaults).map((fault) => (
            <li key={`${fault.line} ${fault.text} ${fault.why}`}>{faultWords(fault, year, t)}</li>
          ))}
          {more > 0 && <li>{t('calendar.moreFaults', { count: more })}</li>}
        </ul>
      )}
    </div>
  );
}

/** The line as the person counts it, what stands there, and why it is not taken. */
export function faultWords({ line, text, why }: ArrangementFault, year: number, t: TFunction) {
  const reason = t(`calendar.why.${why}`, { year, text });
  if (why === 'wrongYear' || (line === 0 && text === '')) return reason;
  const what = t('calendar.quoted', { text: text.length > 40 ? `${text.slice(0, 40)}…` : text });
  return line === 0 ? `${what}${reason}` : `${t('calendar.line', { line })}${what}${reason}`;
}
