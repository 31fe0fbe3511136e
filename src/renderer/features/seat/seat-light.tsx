import { Popover } from 'antd';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useDeskState, useNow } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import {
  type SeatReason,
  firstReason,
  seatChecks,
} from '../../../shared/domain/seat/seat-checks.ts';
import { SeatDetail } from './seat-detail.tsx';
import './seat-light.css';

/** Can a call reach this seat right now, and how do we know? Pressed, it shows each proof and runs them again. */
export function SeatLight() {
  const t = useText();
  const now = useNow();
  const desk = useDeskState((state) => state);
  const checks = seatChecks(desk, now);
  const reason = firstReason(checks);
  const why = useReasonText(reason);
  const proven = checks.filter(({ state }) => state === 'ok').length;
  const tone = reason === null ? 'ok' : reason.kind === 'code' ? 'no' : 'wait';
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      title={t('seat.title')}
      content={<SeatDetail />}
      destroyOnHidden
    >
      <button type="button" className={`seat seat--${tone}`}>
        <i aria-hidden />
        <span>
          {t(reason === null ? 'seat.ok' : 'seat.no')}
          <small className="seat__why num">{why ?? t('seat.okHint', { count: proven })}</small>
        </span>
      </button>
    </Popover>
  );
}

function useReasonText(reason: SeatReason | null): string | null {
  const t = useText();
  if (reason === null) return null;
  const proof = t(`seat.proofs.${reason.name}`);
  if (reason.kind === 'code') {
    const { title } = errorCatalogue[reason.code];
    // Several parts have an address; the title alone does not say whose is wrong.
    return reason.code.startsWith('config.') ? `${proof}：${title}` : title;
  }
  return `${proof} ${t(reason.kind === 'open' ? `seat.open.${reason.name}` : `seat.${reason.kind}`)}`;
}
