import type { ReactNode } from 'react';
import { Tip } from '../../ui/tip.tsx';

export interface BarButtonProps {
  readonly icon: ReactNode;
  readonly word: string;
  readonly keyName: string | null;
  /** Why it is grey; `null` = it may be pressed. */
  readonly reason: string | null;
  readonly tone: 'go' | 'stop' | 'plain';
  readonly pressed: boolean | null;
  readonly onPress: (() => void) | null;
  /** Length of the longest word that it ever says: it keeps its width, and what stands beside it its place. */
  readonly room?: number;
}

/** One button of the call bar. A grey one stays reachable, so that its reason can be read by everyone. */
export function BarButton(props: BarButtonProps) {
  const { icon, word, keyName, reason, tone, pressed, onPress, room = 0 } = props;
  const barred = reason !== null;
  const base = keyName && keyName.length > 3 ? 'bar-button has-long-key' : 'bar-button';
  const name = barred ? `${base} is-barred` : `${base} bar-button--${tone}`;
  return (
    <Tip text={reason}>
      <button
        type="button"
        className={pressed && !barred ? `${name} is-pressed` : name}
        aria-disabled={barred}
        style={room > 0 ? { minWidth: `calc(${room}em + 14px)` } : undefined}
        aria-description={reason ?? undefined}
        aria-pressed={pressed ?? undefined}
        aria-keyshortcuts={keyName ?? undefined}
        onClick={() => {
          if (!barred) onPress?.();
        }}
      >
        {icon}
        <span>{word}</span>
        {keyName && (
          <kbd className="bar-button__key" aria-hidden>
            {keyName}
          </kbd>
        )}
      </button>
    </Tip>
  );
}
