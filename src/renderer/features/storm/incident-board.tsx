import type { BoardRow } from '../../../shared/domain/incidents/incident.ts';
import { useTimedSlowly, useToday } from '../../parts/desk-context.ts';
import { moveByKey, rowMark } from '../../parts/row-keys.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { useText } from '../../parts/use-text.ts';
import { shortTime, shownSpan } from '../../ui/format.ts';

export interface IncidentBoardProps {
  readonly rows: readonly BoardRow[];
  readonly chosen: BoardRow | undefined;
  onChoose(incidentId: string): void;
}

/** Every point with its callers; ↑ and ↓ go from point to point and show it beside the list. */
export function IncidentBoard({ rows, chosen, onChoose }: IncidentBoardProps) {
  const t = useText();
  return (
    <table className="table board" onKeyDown={moveByKey}>
      <thead>
        <tr>
          {(['point', 'callers', 'first', 'last', 'waits', 'handler', 'says'] as const).map(
            (name) => (
              <th key={name} scope="col">
                {t(`storm.columns.${name}`)}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.incident.incidentId}
            row={row}
            isChosen={row === chosen}
            onChoose={onChoose}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  row,
  isChosen,
  onChoose,
}: {
  readonly row: BoardRow;
  readonly isChosen: boolean;
  onChoose(incidentId: string): void;
}) {
  const t = useText();
  const span = useSpanText();
  const today = useToday();
  const { incident, callers, firstAt, lastAt, owed, waitsSince, trapped, handler } = row;
  const waits = useTimedSlowly((now) => (waitsSince === null ? null : shownSpan(now - waitsSince)));
  const time = (at: number) =>
    shortTime(at, today, { today: t('time.today'), yesterday: t('time.yesterday') });
  return (
    <tr className={isChosen ? 'is-on' : undefined}>
      <th scope="row">
        <button
          {...rowMark}
          type="button"
          className="board__point"
          aria-pressed={isChosen}
          tabIndex={isChosen ? 0 : -1}
          onFocus={() => onChoose(incident.incidentId)}
          onClick={() => onChoose(incident.incidentId)}
        >
          {incident.point}
        </button>
        {trapped > 0 && (
          <span className="tag tag--bad">{t('storm.trappedCount', { count: trapped })}</span>
        )}
        {incident.district && <small>{incident.district}</small>}
      </th>
      <td className="num">
        {t('storm.callersOwed', { count: callers.length, owed: owed.length })}
      </td>
      <td className="num">{time(firstAt)}</td>
      <td className="num">{time(lastAt)}</td>
      <td className="num">{waits === null ? t('storm.nobodyWaits') : span(waits)}</td>
      <td>{handler || t('storm.noHandler')}</td>
      <td className="board__says">
        {incident.reply !== null && <span className="tag tag--good">{t('storm.listed')}</span>}{' '}
        {incident.says.at(-1)?.text ?? t('storm.nothingSaid')}
      </td>
    </tr>
  );
}
