import { Popover } from 'antd';
import { PhoneMissed } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import { type MissedCall, byUrgency } from '../../../shared/domain/desk/desk-state.ts';
import { useDeskState, useTimedSlowly } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { useFocusReturn } from '../../ui/focus-return.ts';
import { clockTime } from '../../ui/format.ts';
import { moveFocus, useShownFocus } from '../../ui/shown-focus.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { keys } from '../../parts/keys.ts';
import { useEscape, useKeys } from '../../parts/use-keys.ts';
import { MissedRow } from './missed-row.tsx';
import './missed.css';

/** 漏接回拨: how many citizens were not reached, and the list from which each is called back with one press. */
export function MissedCalls() {
  const t = useText();
  const all = useDeskState((desk) => desk.missed);
  const missed = useTimedSlowly((now) =>
    byUrgency(
      all.filter(({ putAway }) => putAway === undefined),
      now,
    ),
  );
  const away = all.filter(({ putAway }) => putAway !== undefined).toReversed();
  const [isOpen, setOpen] = useState(false);
  useKeys({ missed: () => setOpen(!isOpen) });
  useEscape(isOpen ? () => setOpen(false) : null);
  useFocusReturn(isOpen);
  const count = Math.min(missed.length, 99);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="rightBottom"
      destroyOnHidden
      title={t('missed.title')}
      content={
        <MissedPanel first={missed.length > 0 ? 'li button' : undefined}>
          <p className="missed__note">{t('missed.ofThisDesk')}</p>
          {missed.length === 0 ? (
            <EmptyState title={t('missed.empty')} hint={t('missed.emptyHint')} />
          ) : (
            <ul aria-label={t('missed.title')}>
              {missed.map((call) => (
                <MissedRow key={call.callId} call={call} onDialled={() => setOpen(false)} />
              ))}
            </ul>
          )}
          {away.length > 0 && <PutAway calls={away} />}
        </MissedPanel>
      }
    >
      <button
        type="button"
        className="rail__item missed__button"
        aria-expanded={isOpen}
        aria-keyshortcuts={keys.missed}
        aria-description={count > 0 ? t('missed.badge', { count }) : undefined}
        title={keys.missed}
      >
        <PhoneMissed size={18} aria-hidden />
        <span>{t('missed.rail')}</span>
        {count > 0 && (
          <em aria-hidden className="rail__badge num">
            {count}
          </em>
        )}
      </button>
    </Popover>
  );
}

/** Takes the keyboard when it opens, at the first citizen; ↑ and ↓ go from row to row. */
function MissedPanel({
  first,
  children,
}: {
  readonly first: string | undefined;
  readonly children: ReactNode;
}) {
  const panel = useRef<HTMLDivElement>(null);
  useShownFocus(panel, first);
  return (
    <div ref={panel} className="missed" tabIndex={-1} onKeyDown={moveFocus}>
      {children}
    </div>
  );
}

/** Those that could not be called back, with what was said of each. */
function PutAway({ calls }: { readonly calls: readonly MissedCall[] }) {
  const t = useText();
  return (
    <details className="missed__away">
      <summary>{t('missed.putAwayCount', { count: calls.length })}</summary>
      <ul>
        {calls.map(({ callId, number, missedAt, putAway }) => (
          <li key={callId} className="num">
            {maskNumber(number.display)} · {clockTime(missedAt)} · {putAway?.workNo}：
            {putAway?.reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
