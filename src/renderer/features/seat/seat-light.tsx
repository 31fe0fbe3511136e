import { Popover } from 'antd';
import { useDeskState, useTimed } from '../../parts/desk-context.ts';
import { seatWord, useSeatReason } from '../../parts/face-words.ts';
import { useText } from '../../parts/use-text.ts';
import { seatLook } from '../../../shared/domain/seat/seat-look.ts';
import { verdictAt } from '../../../shared/domain/seat/seat-verdict.ts';
import { SeatDetail } from './seat-detail.tsx';
import './seat-light.css';

/** Can a call reach this seat right now, and how do we know? Pressed, it shows each proof and runs them again. */
export function SeatLight() {
  const t = useText();
  const seat = useDeskState((desk) => desk.seat);
  const state = useDeskState((desk) => desk.agent?.state ?? null);
  const reasonText = useSeatReason();
  const { look, why } = useTimed((now) => {
    const { checks, reason } = verdictAt(seat, now);
    const count = checks.filter((check) => check.state === 'ok').length;
    const told = reason ? reasonText(reason) : t('seat.okHint', { count });
    return { look: seatLook(reason, state), why: told };
  });
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      title={t('seat.title')}
      content={<SeatDetail />}
      destroyOnHidden
    >
      <button type="button" className={`seat seat--${look}`}>
        <i aria-hidden />
        <span>
          {seatWord(t, look)}
          <small className="seat__why num">{why}</small>
        </span>
      </button>
    </Popover>
  );
}
