import { Popover } from 'antd';
import { useDeskState, useNow } from '../../parts/desk-context.ts';
import { seatWord, useSeatReason } from '../../parts/face-words.ts';
import { useText } from '../../parts/use-text.ts';
import { seatLook } from '../../../shared/domain/seat/seat-look.ts';
import { verdictAt } from '../../../shared/domain/seat/seat-verdict.ts';
import { SeatDetail } from './seat-detail.tsx';
import './seat-light.css';

/** Can a call reach this seat right now, and how do we know? Pressed, it shows each proof and runs them again. */
export function SeatLight() {
  const t = useText();
  const now = useNow();
  const { checks, reason } = verdictAt(
    useDeskState((desk) => desk.seat),
    now,
  );
  const reasonText = useSeatReason();
  const proven = checks.filter(({ state }) => state === 'ok').length;
  const look = useDeskState((desk) => seatLook(reason, desk.agent?.state ?? null));
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
          <small className="seat__why num">
            {reason ? reasonText(reason) : t('seat.okHint', { count: proven })}
          </small>
        </span>
      </button>
    </Popover>
  );
}
