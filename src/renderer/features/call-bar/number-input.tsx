import { Delete } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { dialerStore } from './dialer-store.ts';

/** The number of the open panel, typed or pressed. */
export function NumberInput({ isRefused }: { readonly isRefused: boolean }) {
  const t = useText();
  const text = useFeature(dialerStore, (state) => state.text);
  const setText = useFeature(dialerStore, (state) => state.setText);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => focusWhenShown(() => input.current), []);
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
        placeholder={t('dialPad.number')}
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

const framesAtMost = 20;

/** A panel is placed before it is shown, and what is hidden takes no focus: tries again at each frame for a moment. */
function focusWhenShown(find: () => HTMLElement | null): () => void {
  let frames = 0;
  let frame = 0;
  const attempt = () => {
    const element = find();
    element?.focus();
    frames += 1;
    if (document.activeElement !== element && frames < framesAtMost)
      frame = requestAnimationFrame(attempt);
  };
  attempt();
  return () => cancelAnimationFrame(frame);
}
