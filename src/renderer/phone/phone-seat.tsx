import type { PhoneSnapshot } from '../../shared/domain/phone/phone-state.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import { useText } from '../parts/use-text.ts';
import { firstReason, phoneChecks } from '../../shared/domain/seat/seat-checks.ts';

/** The seat light as far as the phone page can prove it: all but the disk, which the host looks after. */
export function PhoneSeat(props: { readonly snapshot: PhoneSnapshot; readonly now: number }) {
  const t = useText();
  const reason = firstReason(phoneChecks(props.snapshot, null, props.now));
  if (reason === null) {
    return (
      <span className="phone__seat phone__seat--ok">
        <i aria-hidden />
        {t('seat.ok')}
      </span>
    );
  }
  const why =
    reason.kind === 'code'
      ? errorCatalogue[reason.code].title
      : t(reason.kind === 'open' ? `seat.open.${reason.name}` : `seat.${reason.kind}`);
  return (
    <span className={`phone__seat phone__seat--${reason.kind === 'code' ? 'no' : 'wait'}`}>
      <i aria-hidden />
      {t('seat.no')} · {reason.kind === 'code' ? why : `${t(`seat.proofs.${reason.name}`)} ${why}`}
    </span>
  );
}
