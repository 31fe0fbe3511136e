import { CloudLightning } from 'lucide-react';
import { useEffect } from 'react';
import { unlistedOf } from '../../../shared/domain/incidents/incident.ts';
import { useDeskState, useToday, useView } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { incidentStore, useBoard } from '../../parts/incident-store.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { shortTime } from '../../ui/format.ts';
import './storm.css';

/** 暴雨模式 in the frame of every desk: level, reason, who set it, and how it stands. */
export function StormBand() {
  const t = useText();
  const today = useToday();
  const storm = useDeskState((desk) => desk.storm);
  const role = useDeskState((desk) => desk.user?.role);
  const go = useView((state) => state.go);
  const refresh = useFeature(incidentStore, (state) => state.refresh);
  const rows = useBoard();
  const isStaff = role === 'agent' || role === 'lead';
  const stormId = storm?.stormId;
  useEffect(() => {
    if (isStaff && stormId !== undefined) void refresh();
  }, [isStaff, refresh, stormId]);
  const open = () => go('storm');
  useKeys(isStaff ? { storm: open } : {});
  if (!isStaff || !storm?.isOn) return null;
  const callers = rows.reduce((sum, row) => sum + row.callers.length, 0);
  const owed = rows.reduce((sum, row) => sum + row.owed.length, 0);
  const trapped = rows.reduce((sum, row) => sum + row.trapped, 0);
  const since = shortTime(storm.startedAt, today, {
    today: t('time.today'),
    yesterday: t('time.yesterday'),
  });
  return (
    <section className={`stormband stormband--${storm.level}`} aria-label={t('storm.mode')}>
      <CloudLightning size={16} aria-hidden />
      <b>
        {t('storm.mode')} · {t(`storm.levels.${storm.level}`)}
      </b>
      <span className="stormband__why">
        {t('storm.why', { reason: storm.reason, time: since, workNo: storm.byWorkNo })}
      </span>
      <span className="num" role="status">
        {t('storm.counts', { points: rows.length, callers, owed })}
        {trapped > 0 && <b> {t('storm.trappedCount', { count: trapped })}</b>}
        {unlistedOf(rows).length > 0 &&
          ` ${t('storm.unlistedCount', { count: unlistedOf(rows).length })}`}
      </span>
      <button
        type="button"
        className="button button--small"
        aria-keyshortcuts={ariaKey('storm')}
        onClick={open}
      >
        {t('storm.board')}
        <kbd className="kbd" aria-hidden>
          {keyHint('storm')}
        </kbd>
      </button>
    </section>
  );
}
