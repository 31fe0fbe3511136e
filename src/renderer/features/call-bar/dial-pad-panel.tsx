import { Delete, Phone } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { CallView } from '../../../shared/domain/call.ts';
import { useDeskStore, useStores } from '../../context/desk-context.ts';
import { useText } from '../../context/use-text.ts';
import { dialableDigits } from '../../stores/call-selectors.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

export interface DialPadPanelProps {
  readonly call: CallView | null;
  onDone(): void;
}

export function DialPadPanel({ call, onDone }: DialPadPanelProps) {
  const t = useText();
  const { createId } = useStores();
  const command = useDeskStore((state) => state.command);
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);

  const type = (digits: string) => {
    setText((now) => now + digits);
    setRefused(false);
    if (call) void command({ kind: 'sendDtmf', callId: call.callId, digits });
  };
  const dial = (event: FormEvent) => {
    event.preventDefault();
    const number = dialableDigits(text);
    if (number === null) return setRefused(true);
    void command({ kind: 'dial', callId: createId(), number, ticketNo: null });
    onDone();
  };
  return (
    <form
      className="dialpad"
      onKeyDown={(event) => {
        if (call && keys.includes(event.key)) type(event.key);
      }}
      onSubmit={dial}
      aria-label={t(call ? 'dialPad.inCall' : 'dialPad.idle')}
    >
      {call ? (
        <output className="dialpad__sent num" aria-label={t('dialPad.digits')}>
          {text}
        </output>
      ) : (
        <div className="dialpad__line">
          <input
            className="input num"
            aria-label={t('dialPad.number')}
            aria-invalid={refused}
            value={text}
            autoFocus
            inputMode="tel"
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
      )}
      {refused && (
        <p className="dialpad__error" role="alert">
          {t('dialPad.invalid')}
        </p>
      )}
      <div className="dialpad__keys">
        {keys.map((key) => (
          <button
            autoFocus={call !== null && key === '1'}
            key={key}
            type="button"
            aria-label={t('dialPad.key', { key })}
            onClick={() => type(key)}
          >
            {key}
          </button>
        ))}
      </div>
      {!call && (
        <button type="submit" className="button button--main dialpad__dial">
          <Phone size={15} aria-hidden />
          {t('dialPad.dial')}
        </button>
      )}
    </form>
  );
}
