import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useText } from '../../context/use-text.ts';
import { Tip } from '../../ui/tip.tsx';
import type { SeatReason } from '../../stores/call-selectors.ts';

/** Can a call reach this seat right now, and how do we know? */
export function SeatLight({ reason }: { readonly reason: SeatReason | null }) {
  const t = useText();
  if (reason === null) {
    return (
      <Tip text={t('seat.detail')}>
        <div className="seat seat--ok">
          <i aria-hidden />
          {t('seat.ok')}
        </div>
      </Tip>
    );
  }
  const text =
    reason.kind === 'code' ? errorCatalogue[reason.code].title : t(`seat.${reason.kind}`);
  return (
    <Tip text={reason.kind === 'code' ? errorCatalogue[reason.code].action : null}>
      <div className={`seat seat--${reason.kind === 'code' ? 'no' : 'wait'}`}>
        <i aria-hidden />
        <span>
          {t('seat.no')}
          <br />
          {text}
        </span>
      </div>
    </Tip>
  );
}
