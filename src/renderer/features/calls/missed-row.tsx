import { PhoneOutgoing } from 'lucide-react';
import { useState } from 'react';
import { errorCodeOf } from '../../../shared/app-error.ts';
import { cleanLine } from '../../../shared/clean-text.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import { type MissedCall, callBackWithinMs } from '../../../shared/domain/desk/desk-state.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { useNow, useStores } from '../../parts/desk-context.ts';
import { useCallBack } from '../../parts/use-dial.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { useText } from '../../parts/use-text.ts';
import { shortTime } from '../../ui/format.ts';

export interface MissedRowProps {
  readonly call: MissedCall;
  /** The citizen is being called back. */
  onDialled(): void;
}

/** One citizen who waits for a call: who, where to, since when, and the call back. */
export function MissedRow({ call, onDialled }: MissedRowProps) {
  const t = useText();
  const now = useNow();
  const span = useSpanText();
  const { number, lineName, missedAt, times, ticketNo, calling, declined } = call;
  const isWithheld = number.key === null;
  const { disabled, dial } = useCallBack(isWithheld ? '' : number.display, ticketNo);
  const masked = maskNumber(number.display);
  const reason = isWithheld ? t('missed.withheld') : disabled && t(`dial.${disabled}`);
  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  const facts = [
    declined ? t('calls.results.declined') : '',
    times > 1 ? t('missed.times', { count: times }) : '',
    lineName,
    ticketNo ?? '',
  ];
  return (
    <li className="missed__row">
      <div className="grow">
        <b className="num">{masked}</b>
        <span className="missed__facts num">{facts.filter(Boolean).join(' · ')}</span>
      </div>
      <span className={`missed__age missed__age--${missedAge(now - missedAt)} num`}>
        <span className="missed__at">{shortTime(missedAt, now, words)}</span>
        {t('missed.since', { time: span(Math.max(0, now - missedAt)) })}
      </span>
      {isWithheld ? (
        <PutAwayButton callId={call.callId} name={masked} why={reason ?? ''} />
      ) : calling ? (
        <span className="tag tag--accent">{t('missed.calling')}</span>
      ) : (
        <button
          type="button"
          className="button button--small"
          aria-label={`${t('missed.callBack')} ${masked}`}
          aria-disabled={reason !== null}
          aria-description={reason ?? undefined}
          title={reason ?? undefined}
          onClick={() => {
            dial();
            if (disabled === null) onDialled();
          }}
        >
          <PhoneOutgoing size={13} aria-hidden />
          {t('missed.callBack')}
        </button>
      )}
    </li>
  );
}

interface PutAwayButtonProps {
  readonly callId: CallId;
  readonly name: string;
  /** Why it cannot be called back. */
  readonly why: string;
}

/** Takes a call that cannot be called back from the list, once it was said why. */
function PutAwayButton({ callId, name, why }: PutAwayButtonProps) {
  const t = useText();
  const { putMissedAway } = useStores().deps.api.calls;
  const [typed, setTyped] = useState<string | null>(null);
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  if (typed === null)
    return (
      <button
        type="button"
        className="button button--small"
        aria-label={`${t('missed.putAway')} ${name}`}
        aria-description={why}
        title={why}
        onClick={() => setTyped('')}
      >
        {t('missed.putAway')}
      </button>
    );
  const reason = cleanLine(typed).trim();
  return (
    <form
      className="missed__why"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason !== '')
          putMissedAway({ callId, reason }).catch((error: unknown) =>
            setFailure(errorCodeOf(error)),
          );
      }}
    >
      <input
        className="input"
        autoFocus
        autoComplete="off"
        maxLength={100}
        aria-label={t('missed.putAwayWhy')}
        placeholder={t('missed.putAwayWhy')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="button button--small" disabled={reason === ''}>
        {t('missed.putAway')}
      </button>
      {failure && <span role="alert">{errorCatalogue[failure].title}</span>}
    </form>
  );
}

const lateMs = 5 * 60_000;

/** How loud the timer of a missed call is: amber from five minutes, red when the promised half hour is over. */
function missedAge(ms: number): 'fresh' | 'late' | 'overdue' {
  if (ms >= callBackWithinMs) return 'overdue';
  return ms >= lateMs ? 'late' : 'fresh';
}
