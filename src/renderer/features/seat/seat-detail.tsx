import { useState } from 'react';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useDeskState, useDeskStore, useNow, useStores } from '../../parts/desk-context.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { useText } from '../../parts/use-text.ts';
import type { SeatCheck } from '../../../shared/domain/seat/seat-checks.ts';
import { verdictAt } from '../../../shared/domain/seat/seat-verdict.ts';
import { byteSize } from '../../ui/format.ts';

/** The proofs behind the seat light, each with its age or with what is wrong and what to do. */
export function SeatDetail() {
  const t = useText();
  const now = useNow();
  const desk = useDeskState((state) => state);
  const command = useDeskStore((store) => store.command);
  const { sound } = useStores();
  const [running, setRunning] = useState(false);
  const again = () => {
    setRunning(true);
    void command({ kind: 'proveSeat' }).finally(() => setRunning(false));
  };
  return (
    <div className="seatdetail">
      <ul>
        {verdictAt(desk.seat, now).checks.map((check) => (
          <CheckRow key={check.name} check={check} now={now} />
        ))}
      </ul>
      <button
        type="button"
        className="button button--small"
        disabled={running || !desk.phoneConnected}
        onClick={again}
      >
        {t(running ? 'seat.running' : 'seat.again')}
      </button>
      <button type="button" className="link" onClick={() => sound.getState().show()}>
        {t('audio.title')}
      </button>
    </div>
  );
}

function CheckRow({ check, now }: { readonly check: SeatCheck; readonly now: number }) {
  const t = useText();
  const span = useSpanText();
  const { name, state, at, code } = check;
  const free = useDeskState((desk) => byteSize(desk.disk?.freeBytes ?? 0));
  const words = {
    ok: t(`seat.proven.${name}`, { free }),
    open: t(`seat.open.${name}`),
    idle: t('seat.idle'),
    stale: t('seat.stale'),
    failed: code === null ? '' : errorCatalogue[code].title,
  };
  return (
    <li className={`seatdetail__row seatdetail__row--${state}`}>
      <i aria-hidden />
      <b>{t(`seat.proofs.${name}`)}</b>
      <span className="seatdetail__words">
        {words[state]}
        {code !== null && <small>{errorCatalogue[code].action}</small>}
      </span>
      <span className="seatdetail__age num">
        {at === null ? '—' : t('seat.ago', { time: span(Math.max(0, now - at)) })}
      </span>
    </li>
  );
}
