import { Phone } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import { useDeskState, useDeskStore } from '../../parts/desk-context.ts';
import { useDial } from '../../parts/use-dial.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useOwnKeys } from '../../parts/use-own-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { dialerStore } from './dialer-store.ts';
import { plannedDigits } from '../../parts/dial-rules.ts';
import { KeyGrid, padKeys } from './key-grid.tsx';
import { NumberInput } from './number-input.tsx';
import { useShownFocus } from '../../ui/shown-focus.ts';
import { RecentNumbers } from './recent-numbers.tsx';

export interface DialPadPanelProps {
  readonly call: CallView | null;
  onDone(): void;
}

/** 拨号盘: dials out when idle, sends tones in a call. */
export function DialPadPanel({ call, onDone }: DialPadPanelProps) {
  return call ? <TonePad call={call} /> : <OutPad onDone={onDone} />;
}

function TonePad({ call }: { readonly call: CallView }) {
  const t = useText();
  const command = useDeskStore((state) => state.command);
  const [sent, setSent] = useState('');
  const send = (digits: string) => {
    setSent((now) => now + digits);
    void command({ kind: 'sendDtmf', callId: call.callId, digits });
  };
  const pad = useRef<HTMLDivElement>(null);
  useShownFocus(pad);
  // Digits go as tones from the first moment on; only into a field that somebody has clicked they are typed.
  useOwnKeys(padKeys, send);
  return (
    <div ref={pad} tabIndex={-1} className="dialpad" role="group" aria-label={t('dialPad.inCall')}>
      <output className="dialpad__sent num" aria-label={t('dialPad.digits')}>
        {sent}
      </output>
      <KeyGrid onKey={send} />
    </div>
  );
}

function OutPad({ onDone }: { onDone(): void }) {
  const t = useText();
  const text = useFeature(dialerStore, (state) => state.text);
  const setText = useFeature(dialerStore, (state) => state.setText);
  const planned = useDeskState((desk) => plannedDigits(desk, text));
  const { disabled, dial } = useDial(text, null);
  const [refused, setRefused] = useState(false);
  const isTyped = text.trim() !== '';
  const reason = isTyped && (disabled === 'forbidden' || refused) ? disabled : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (disabled !== null) return setRefused(true);
    dial();
    onDone();
  };
  return (
    <form className="dialpad" onSubmit={submit} aria-label={t('dialPad.idle')}>
      <NumberInput isRefused={reason !== null} />
      {reason ? (
        <p className="dialpad__error" role="alert">
          {t(reason === 'noNumber' ? 'dialPad.invalid' : `dial.${reason}`)}
        </p>
      ) : (
        planned && <p className="dialpad__plan num">{t('lines.planned', { number: planned })}</p>
      )}
      <KeyGrid onKey={(key) => setText(text + key)} />
      <button type="submit" className="button button--main dialpad__dial">
        <Phone size={15} aria-hidden />
        {t('dialPad.dial')}
      </button>
      <RecentNumbers onDone={onDone} />
    </form>
  );
}
