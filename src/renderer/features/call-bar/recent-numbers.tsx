import { RotateCcw } from 'lucide-react';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import { useToday } from '../../parts/desk-context.ts';
import { useDial } from '../../parts/use-dial.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { type RecentNumber, dialerStore } from './dialer-store.ts';
import { shortTime } from '../../ui/format.ts';
import { keys } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';

/** 重拨: the numbers dialled last, newest first, each one press away. */
export function RecentNumbers({ onDone }: { onDone(): void }) {
  const t = useText();
  const recent = useFeature(dialerStore, (state) => state.recent);
  const newest = useDial(recent[0]?.display ?? '', null);
  useKeys({
    redial: () => {
      if (newest.disabled !== null) return;
      newest.dial();
      onDone();
    },
  });
  if (recent.length === 0) return null;
  return (
    <div className="dialpad__recent">
      <p>
        {t('lines.recent')} <kbd className="kbd">{keys.redial}</kbd>
      </p>
      {recent.map((number) => (
        <RecentRow key={number.display} number={number} onDone={onDone} />
      ))}
    </div>
  );
}

function RecentRow({ number, onDone }: { readonly number: RecentNumber; onDone(): void }) {
  const t = useText();
  const today = useToday();
  const { disabled, dial } = useDial(number.display, null);
  const masked = maskNumber(number.display);
  const reason = disabled && t(`dial.${disabled}`);
  return (
    <button
      type="button"
      aria-disabled={disabled !== null}
      aria-description={reason ?? undefined}
      title={reason ?? undefined}
      onClick={() => {
        if (disabled !== null) return;
        dial();
        onDone();
      }}
    >
      <span className="num">
        <RotateCcw size={12} aria-hidden /> {t('lines.redial', { number: masked })}
      </span>
      <time className="num">
        {shortTime(number.startedAt, today, {
          today: t('time.today'),
          yesterday: t('time.yesterday'),
        })}
      </time>
    </button>
  );
}
