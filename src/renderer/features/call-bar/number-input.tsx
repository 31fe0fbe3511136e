import { Delete } from 'lucide-react';
import { useDialer } from '../../context/desk-context.ts';
import { useText } from '../../context/use-text.ts';

/** The number of the open panel, typed or pressed. */
export function NumberInput({ isRefused }: { readonly isRefused: boolean }) {
  const t = useText();
  const text = useDialer((state) => state.text);
  const setText = useDialer((state) => state.setText);
  return (
    <div className="dialpad__line">
      <input
        className="input num"
        aria-label={t('dialPad.number')}
        aria-invalid={isRefused}
        value={text}
        autoFocus
        autoComplete="off"
        inputMode="tel"
        maxLength={32}
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
