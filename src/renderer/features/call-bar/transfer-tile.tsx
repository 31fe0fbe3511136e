import { useDeskState } from '../../parts/desk-context.ts';
import { whyNumberDisabled } from '../../parts/dial-rules.ts';
import { FaceMark } from '../../parts/face-mark.tsx';
import { useText } from '../../parts/use-text.ts';
import type { Target } from './transfer-targets.ts';

export interface TransferTileProps {
  readonly target: Target;
  /** From 1; up to 9 it is the tile's digit. */
  readonly place: number;
  onChoose(target: Target): void;
}

/** One known target. Pressing it only chooses. */
export function TransferTile({ target, place, onChoose }: TransferTileProps) {
  const t = useText();
  const { name, number, shown, colleague } = target;
  const disabled = useDeskState((desk) => whyNumberDisabled(desk, number));
  const reason = disabled ? t(`dial.${disabled}`) : undefined;
  return (
    <button
      type="button"
      className="target"
      aria-disabled={disabled !== null}
      aria-description={reason}
      title={reason}
      onClick={() => {
        if (disabled === null) onChoose(target);
      }}
    >
      {place <= 9 && (
        <kbd className="kbd" aria-hidden>
          {place}
        </kbd>
      )}
      <span className="target__who">
        <b className="ellipsis num">
          {name}
          {colleague?.isLead && <em className="target__lead">{t('lines.transfer.lead')}</em>}
        </b>{' '}
        {shown && <span className="num">{shown}</span>}
        {colleague && <FaceMark kind={colleague.kind} />}
      </span>
    </button>
  );
}
