import type { CallView } from '../../../shared/domain/calls/call.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { whyNumberDisabled } from '../../parts/dial-rules.ts';
import { useHandOver } from './use-hand-over.ts';

export interface TransferChoiceProps {
  readonly call: CallView;
  readonly name: string;
  readonly number: string;
  /** Number as it may be shown. */
  readonly shown: string;
  onDone(): void;
}

/** One known target: pressing it transfers at once, its side button asks first. */
export function TransferChoice({ call, name, number, shown, onDone }: TransferChoiceProps) {
  const t = useText();
  const { transfer, consult } = useHandOver(call, onDone);
  const disabled = useDeskState((desk) => whyNumberDisabled(desk, number));
  const reason = disabled ? t(`dial.${disabled}`) : undefined;
  const target = `${name} ${shown}`.trim();
  const unlessBarred = (act: (to: string) => void) => () => {
    if (disabled === null) act(number);
  };
  return (
    <div className="target">
      <button
        type="button"
        className="target__main"
        aria-label={t('lines.transfer.blindTo', { target })}
        aria-disabled={disabled !== null}
        aria-description={reason}
        title={reason ?? t('lines.transfer.blindTo', { target })}
        onClick={unlessBarred(transfer)}
      >
        <b className="ellipsis num">{name}</b>
        {shown && <span className="num">{shown}</span>}
      </button>
      <button
        type="button"
        className="target__side"
        aria-label={t('lines.transfer.consultTo', { target })}
        aria-disabled={disabled !== null}
        aria-description={reason}
        onClick={unlessBarred(consult)}
      >
        {t('lines.transfer.consultShort')}
      </button>
    </div>
  );
}
