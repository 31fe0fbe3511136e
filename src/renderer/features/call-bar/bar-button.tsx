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
}

/** One button of the call bar. A grey one stays reachable, so that its reason can be read by everyone. */
export function BarButton(props: BarButtonProps) {
  const { icon, word, keyName, reason, tone, pressed, onPress } = props;
  const barred = reason !== null;
  const base = keyName && keyName.length > 3 ? 'bar-button has-long-key' : 'bar-button';
  const name = barred ? `${base} is-barred` : `${base} bar-button--${tone}`;
  return (
    <Tip text={reason}>
      <button
        type="button"
        className={pressed && !barred ? `${name} is-pressed` : name}
        aria-disabled={barred}
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
