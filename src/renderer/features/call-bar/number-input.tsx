import { Delete } from 'lucide-react';
import { useRef } from 'react';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { dialerStore } from './dialer-store.ts';
import { useShownFocus } from '../../ui/shown-focus.ts';

export interface NumberInputProps {
  readonly isRefused: boolean;
  /** What may be typed, where that is more than a number. */
  readonly placeholder?: string;
}

/** The number of the open panel, typed or pressed. */
export function NumberInput({ isRefused, placeholder }: NumberInputProps) {
  const t = useText();
  const text = useFeature(dialerStore, (state) => state.text);
  const setText = useFeature(dialerStore, (state) => state.setText);
  const input = useRef<HTMLInputElement>(null);
  useShownFocus(input);
  return (
    <div className="dialpad__line">
      <input
        className="input num"
        aria-label={t('dialPad.number')}
        aria-invalid={isRefused}
        value={text}
        ref={input}
        autoComplete="off"
        inputMode="tel"
        maxLength={128}
        placeholder={placeholder ?? t('dialPad.number')}
        onChange={(event) => setText(event.target.value)}
      />
      <button
        type="button"
        className="button"
        aria-label={t('dialPad.erase')}
        onClick={() => setText(text.slice(0, -1))}
      >
        <Delete size={16} aria-hidden />
      </button>
    </div>
  );
}
