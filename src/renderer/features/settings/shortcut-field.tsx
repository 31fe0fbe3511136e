import { X } from 'lucide-react';
import { useState } from 'react';
import type { CallAct } from '../../../shared/domain/calls/call-acts.ts';
import { useText } from '../../parts/use-text.ts';
import { acceleratorOf, acceleratorWords } from './accelerator.ts';

export interface ShortcutFieldProps {
  readonly act: CallAct;
  readonly accelerator: string | null;
  /** What is wrong with the key, in words. */
  readonly trouble: string | null;
  onChange(accelerator: string | null): void;
}

/** One system-wide key: press the field, then the keys. Escape leaves it as it was. */
export function ShortcutField({ act, accelerator, trouble, onChange }: ShortcutFieldProps) {
  const t = useText();
  const [listening, setListening] = useState(false);
  const name = t(`window.acts.${act}`);
  const shown = accelerator === null ? t('window.none') : acceleratorWords(accelerator);
  return (
    <div className="shortcut">
      <span>{name}</span>
      <button
        type="button"
        className="button button--small num"
        aria-label={t('window.change', { act: name })}
        aria-pressed={listening}
        onClick={() => setListening(true)}
        onBlur={() => setListening(false)}
        onKeyDown={(event) => {
          if (!listening || event.key === 'Tab') return;
          event.preventDefault();
          event.stopPropagation();
          const pressed = acceleratorOf(event.nativeEvent);
          if (pressed === null) return;
          setListening(false);
          if (event.key !== 'Escape') onChange(pressed);
        }}
      >
        {listening ? t('window.press') : shown}
      </button>
      <button
        type="button"
        className="button button--small shortcut__clear"
        aria-label={t('window.clear', { act: name })}
        disabled={accelerator === null}
        onClick={() => onChange(null)}
      >
        <X size={13} aria-hidden />
      </button>
      {trouble && (
        <p role="alert" className="shortcut__trouble">
          {trouble}
        </p>
      )}
    </div>
  );
}
