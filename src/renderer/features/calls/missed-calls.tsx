import { Popover } from 'antd';
import { PhoneMissed } from 'lucide-react';
import { useState } from 'react';
import { useDeskState } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { useFocusReturn } from '../../ui/focus-return.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { keys } from '../../parts/keys.ts';
import { useEscape, useKeys } from '../../parts/use-keys.ts';
import { MissedRow } from './missed-row.tsx';
import './missed.css';

/** 漏接回拨: how many citizens were not reached, and the list from which each is called back with one press. */
export function MissedCalls() {
  const t = useText();
  const missed = useDeskState((desk) => desk.missed);
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
        missed.length === 0 ? (
          <EmptyState title={t('missed.empty')} hint={t('missed.emptyHint')} />
        ) : (
          <ul className="missed" aria-label={t('missed.title')}>
            {missed.map((call) => (
              <MissedRow key={call.callId} call={call} />
            ))}
          </ul>
        )
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
