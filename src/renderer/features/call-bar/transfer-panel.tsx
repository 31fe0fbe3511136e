import { MessagesSquare, PhoneForwarded } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { dialerStore } from './dialer-store.ts';
import { whyNumberDisabled, plannedDigits } from '../../parts/dial-rules.ts';
import { KeyGrid } from './key-grid.tsx';
import { NumberInput } from './number-input.tsx';
import { TransferChoice } from './transfer-choice.tsx';
import { useHandOver } from './use-hand-over.ts';

export interface TransferPanelProps {
  readonly call: CallView;
  onDone(): void;
}

/** 转接: to a partner with one press, or to any number, at once or after asking there first. */
export function TransferPanel({ call, onDone }: TransferPanelProps) {
  const t = useText();
  const partners = useDeskState((desk) => desk.calling?.partners ?? []);
  const recent = useFeature(dialerStore, (state) => state.recent).filter(
    ({ display }) => display !== call.number.display,
  );
  return (
    <div className="transfer" role="group" aria-label={t('lines.transfer.title')}>
      <ToNumber call={call} onDone={onDone} />
      {partners.length > 0 && (
        <>
          <p className="transfer__title">{t('lines.transfer.partners')}</p>
          <div className="transfer__list">
            {partners.map((partner) => (
              <TransferChoice
                key={`${partner.name} ${partner.number}`}
                call={call}
                name={partner.name}
                number={partner.number}
                shown={partner.number}
                onDone={onDone}
              />
            ))}
          </div>
        </>
      )}
      {recent.length > 0 && (
        <>
          <p className="transfer__title">{t('lines.transfer.recent')}</p>
          <div className="transfer__list">
            {recent.slice(0, 4).map(({ display }) => (
              <TransferChoice
                key={display}
                call={call}
                name={maskNumber(display)}
                number={display}
                shown=""
                onDone={onDone}
              />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

/** A number typed or pressed. Enter asks there first: the act that can be taken back. */
function ToNumber({ call, onDone }: TransferPanelProps) {
  const t = useText();
  const text = useFeature(dialerStore, (state) => state.text);
  const setText = useFeature(dialerStore, (state) => state.setText);
  const disabled = useDeskState((desk) => whyNumberDisabled(desk, text));
  const planned = useDeskState((desk) => plannedDigits(desk, text));
  const [refused, setRefused] = useState(false);
  const { transfer, consult } = useHandOver(call, onDone);
  const reason =
    disabled !== null && (refused || (disabled === 'forbidden' && text !== '')) ? disabled : null;
  const orSay = (act: (number: string) => void) => () =>
    disabled === null ? act(text) : setRefused(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    orSay(consult)();
  };
  return (
    <form
      className="dialpad dialpad--wide"
      onSubmit={submit}
      aria-label={t('lines.transfer.toNumber')}
    >
      <NumberInput isRefused={reason !== null} />
      {reason && (
        <p className="dialpad__error" role="alert">
          {t(reason === 'noNumber' ? 'dialPad.invalid' : `dial.${reason}`)}
        </p>
      )}
      {!reason && planned && (
        <p className="dialpad__plan num">{t('lines.planned', { number: planned })}</p>
      )}
      <div className="transfer__acts">
        <button type="submit" className="button button--main">
          <MessagesSquare size={15} aria-hidden />
          {t('lines.transfer.consult')}
          <kbd className="kbd" aria-hidden>
            ↵
          </kbd>
        </button>
        <button type="button" className="button" onClick={orSay(transfer)}>
          <PhoneForwarded size={15} aria-hidden />
          {t('lines.transfer.blind')}
        </button>
      </div>
      <KeyGrid focusFirst={false} onKey={(key) => setText(text + key)} />
    </form>
  );
}
