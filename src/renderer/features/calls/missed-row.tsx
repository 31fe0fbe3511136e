import { PhoneOutgoing } from 'lucide-react';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { MissedCall } from '../../../shared/domain/desk/desk-state.ts';
import { useNow } from '../../parts/desk-context.ts';
import { useCallBack } from '../../parts/use-dial.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { useText } from '../../parts/use-text.ts';

/** One citizen who waits for a call: who, where to, since when, and the call back. */
export function MissedRow({ call }: { readonly call: MissedCall }) {
  const t = useText();
  const now = useNow();
  const span = useSpanText();
  const { number, lineName, missedAt, times, ticketNo, calling } = call;
  const isWithheld = number.key === null;
  const { disabled, dial } = useCallBack(isWithheld ? '' : number.display, ticketNo);
  const masked = maskNumber(number.display);
  const reason = isWithheld ? t('missed.withheld') : disabled && t(`dial.${disabled}`);
  const facts = [times > 1 ? t('missed.times', { count: times }) : '', lineName, ticketNo ?? ''];
  return (
    <li className="missed__row">
      <div className="grow">
        <b className="num">{masked}</b>
        <span className="missed__facts num">{facts.filter(Boolean).join(' · ')}</span>
      </div>
      <span className={`missed__age missed__age--${missedAge(now - missedAt)} num`}>
        {t('missed.since', { time: span(Math.max(0, now - missedAt)) })}
      </span>
      {calling ? (
        <span className="tag tag--accent">{t('missed.calling')}</span>
      ) : (
        <button
          type="button"
          className="button button--small"
          aria-label={`${t('missed.callBack')} ${masked}`}
          aria-disabled={reason !== null}
          aria-description={reason ?? undefined}
          title={reason ?? undefined}
          onClick={dial}
        >
          <PhoneOutgoing size={13} aria-hidden />
          {t('missed.callBack')}
        </button>
      )}
    </li>
  );
}

const lateMs = 5 * 60_000;
const overdueMs = 15 * 60_000;

/** How loud the timer of a missed call is: amber from five minutes, red from fifteen. */
function missedAge(ms: number): 'fresh' | 'late' | 'overdue' {
  if (ms >= overdueMs) return 'overdue';
  return ms >= lateMs ? 'late' : 'fresh';
}
