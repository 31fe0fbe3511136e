import { useId } from 'react';
import { unlistedOf } from '../../../shared/domain/incidents/incident.ts';
import { stormLevels } from '../../../shared/domain/incidents/storm.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useBoard } from '../../parts/incident-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { readPoints, writePoints } from './point-lines.ts';
import { stormStore } from './storm-store.ts';

/** What the lead is asked before all desks feel it. */
export function StormDialog() {
  const t = useText();
  const { asked, ask } = useFeatureState(stormStore);
  if (asked === null) return null;
  return (
    <Dialog title={t(`storm.ask.${asked}`)} onClose={() => ask(null)}>
      {asked === 'start' && <StartForm />}
      {asked === 'end' && <EndForm />}
      {asked === 'points' && <PointsForm />}
    </Dialog>
  );
}

function Failure({ of }: { readonly of: string }) {
  const t = useText();
  const { failure } = useFeatureState(stormStore);
  if (failure?.of !== of) return null;
  return <ErrorNotice code={failure.code} lead={t('storm.failed')} />;
}

function StartForm() {
  const t = useText();
  const isOn = useDeskState((desk) => desk.storm?.isOn ?? false);
  const { level, reason, busy, set, ask, start } = useFeatureState(stormStore);
  const id = useId();
  const isEmpty = reason.trim() === '';
  return (
    <form
      className="stormask"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty && !busy) void start();
      }}
    >
      <p>{t(isOn ? 'storm.startAgainMeans' : 'storm.startMeans')}</p>
      <Choice
        label={t('storm.level')}
        value={level}
        options={stormLevels.map((value) => ({ value, label: t(`storm.levels.${value}`) }))}
        onChange={(value) => set({ level: value })}
      />
      <label htmlFor={id}>{t('storm.reason')}</label>
      <input
        id={id}
        className="input"
        autoComplete="off"
        maxLength={200}
        placeholder={t('storm.reasonHint')}
        value={reason}
        onChange={(event) => set({ reason: event.target.value })}
      />
      <Failure of="start" />
      <div className="dialog__acts">
        <button type="button" className="button" onClick={() => ask(null)}>
          {t('ticket.cancel')}
        </button>
        <button type="submit" className="button button--main" disabled={isEmpty || busy}>
          {t(isOn ? 'storm.change' : 'storm.start')}
        </button>
      </div>
    </form>
  );
}

/** Says how many are open, and for whom, and lets nobody end it before. */
function EndForm() {
  const t = useText();
  const { busy, ask, end } = useFeatureState(stormStore);
  const rows = useBoard();
  const unlisted = unlistedOf(rows);
  const owed = rows.reduce((sum, row) => sum + row.owed.length, 0);
  return (
    <form
      className="stormask"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void end();
      }}
    >
      {unlisted.length > 0 ? (
        <>
          <p role="status" className="stormask__open">
            {t('storm.stillOpen', {
              count: unlisted.reduce((sum, row) => sum + row.owed.length, 0),
            })}
          </p>
          <ul>
            {unlisted.map(({ incident, owed: open }) => (
              <li key={incident.incidentId}>
                {t('storm.openAt', {
                  point: incident.point,
                  count: open.length,
                  who: open.map(({ ticketNo }) => ticketNo).join('、'),
                })}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p role="status">{t('storm.endMeans', { count: owed })}</p>
      )}
      <Failure of="end" />
      <div className="dialog__acts">
        <button type="button" className="button" autoFocus onClick={() => ask(null)}>
          {t('ticket.cancel')}
        </button>
        <button
          type="submit"
          className="button button--main"
          disabled={busy || unlisted.length > 0}
        >
          {t('storm.end')}
        </button>
      </div>
    </form>
  );
}

function PointsForm() {
  const t = useText();
  const known = useDeskState((desk) => desk.pronePoints);
  const { points: typed, busy, set, ask, putPoints } = useFeatureState(stormStore);
  const text = typed ?? writePoints(known ?? []);
  const { points, faults } = readPoints(text);
  const hint = useId();
  return (
    <form
      className="stormask"
      onSubmit={(event) => {
        event.preventDefault();
        if (faults.length === 0 && !busy) void putPoints(points);
      }}
    >
      <p id={hint}>{t('storm.pointsHint')}</p>
      <textarea
        className="input"
        aria-label={t('storm.points')}
        aria-describedby={hint}
        aria-invalid={faults.length > 0}
        rows={12}
        spellCheck={false}
        value={text}
        onChange={(event) => set({ points: event.target.value })}
      />
      <p role="status">
        {faults.length === 0
          ? t('storm.pointsRead', { count: points.length })
          : faults.map(({ line, why }) => t(`storm.pointFaults.${why}`, { line })).join('；')}
      </p>
      <Failure of="points" />
      <div className="dialog__acts">
        <button type="button" className="button" onClick={() => ask(null)}>
          {t('ticket.cancel')}
        </button>
        <button type="submit" className="button button--main" disabled={faults.length > 0 || busy}>
          {t('storm.putPoints')}
        </button>
      </div>
    </form>
  );
}
