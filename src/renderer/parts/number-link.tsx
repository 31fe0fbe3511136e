import { PhoneOutgoing } from 'lucide-react';
import { maskNumber } from '../../shared/domain/calls/caller-number.ts';
import './number-link.css';
import { useCallBack } from './use-dial.ts';
import { useText } from './use-text.ts';

export interface NumberLinkProps {
  /** As people write it; dialled whole, whatever is shown. */
  readonly number: string;
  /** Shown with its middle covered: everywhere but in its own call. */
  readonly masked: boolean;
  readonly ticketNo: string | null;
}

/** A number that can be called with one press. Dialling it does not uncover it. */
export function NumberLink({ number, masked, ticketNo }: NumberLinkProps) {
  const t = useText();
  const { disabled, dial } = useCallBack(number, ticketNo);
  const shown = masked ? maskNumber(number) : number;
  // What a caller sends in place of a number has a direction of its own, and any length.
  const text = (
    <bdi className={masked ? 'numbertext' : undefined} title={masked ? shown : undefined}>
      {shown}
    </bdi>
  );
  if (disabled === 'noNumber') return text;
  const label = t('links.callBack', { number: shown });
  const reason = disabled && t(`dial.${disabled}`);
  return (
    <button
      type="button"
      className="link numberlink"
      aria-label={label}
      aria-disabled={disabled !== null}
      aria-description={reason ?? undefined}
      title={reason ?? label}
      onClick={(event) => {
        event.stopPropagation();
        dial();
      }}
    >
      {text}
      <PhoneOutgoing size={12} aria-hidden />
    </button>
  );
}
