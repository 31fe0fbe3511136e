import { useEffect, useState } from 'react';
import { replyCalls } from '../../../shared/domain/incidents/incident.ts';
import { useDeskState, useTimedSlowly } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeature } from '../../parts/feature-store.ts';
import { incidentStore, useBoard } from '../../parts/incident-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Segments } from '../../ui/segments.tsx';
import { IncidentBoard } from './incident-board.tsx';
import { IncidentDetail } from './incident-detail.tsx';
import { ReplyList } from './reply-list.tsx';
import './storm.css';
import { StormDialog } from './storm-dialog.tsx';
import { stormStore } from './storm-store.ts';

type Part = 'board' | 'replies';

/** 暴雨: incidents by point, and the replies that are owed when it ends. */
export function StormPage() {
  const t = useText();
  const storm = useDeskState((desk) => desk.storm);
  const isLead = useDeskState((desk) => desk.user?.role === 'lead');
  const { refresh, failure } = useStoreState();
  const rows = useBoard();
  const [part, setPart] = useState<Part>('board');
  const [chosenId, choose] = useState<string | null>(null);
  const isOver = storm !== undefined && !storm.isOn;
  const replies = useTimedSlowly((now) => replyCalls(rows, { now, isOver }).length);
  useEffect(() => void refresh(), [refresh]);
  const chosen = rows.find(({ incident }) => incident.incidentId === chosenId) ?? rows[0];
  return (
    <div className="stormpage">
      <section className="panel" aria-label={t('storm.screen')}>
        <div className="panel__head">
          <h2 className="panel__title">{t('storm.title')}</h2>
          <Segments<Part>
            label={t('storm.parts.label')}
            value={part}
            options={[
              { value: 'board', label: t('storm.parts.board', { count: rows.length }) },
              { value: 'replies', label: t('storm.parts.replies', { count: replies }) },
            ]}
            onChange={setPart}
          />
          <span className="grow" />
          {isLead && <LeadActs isOn={storm?.isOn ?? false} />}
        </div>
        {failure && (
          <div className="listpage__notice">
            <ErrorNotice code={failure} tone="warn" lead={t('storm.readFailed')} />
          </div>
        )}
        <div className="panel__body" tabIndex={-1}>
          {storm === undefined && (
            <EmptyState
              title={t('storm.never')}
              hint={t(isLead ? 'storm.neverLead' : 'storm.neverAgent')}
            />
          )}
          {storm !== undefined && part === 'board' && rows.length === 0 && (
            <EmptyState title={t('storm.noIncident')} hint={t('storm.noIncidentHint')} />
          )}
          {part === 'board' && rows.length > 0 && (
            <IncidentBoard rows={rows} chosen={chosen} onChoose={choose} />
          )}
          {storm !== undefined && part === 'replies' && <ReplyList rows={rows} isOver={isOver} />}
        </div>
      </section>
      {part === 'board' && chosen && <IncidentDetail row={chosen} isLead={isLead} />}
      {isLead && <StormDialog />}
    </div>
  );
}

function useStoreState() {
  const refresh = useFeature(incidentStore, (state) => state.refresh);
  const failure = useFeature(incidentStore, (state) => state.failure);
  return { refresh, failure };
}

function LeadActs({ isOn }: { readonly isOn: boolean }) {
  const t = useText();
  const ask = useFeature(stormStore, (state) => state.ask);
  return (
    <>
      <button
        type="button"
        className="button button--small"
        aria-haspopup="dialog"
        onClick={() => ask('points')}
      >
        {t('storm.points')}
      </button>
      <button
        type="button"
        className={isOn ? 'button button--small' : 'button button--small button--main'}
        aria-haspopup="dialog"
        onClick={() => ask('start')}
      >
        {t(isOn ? 'storm.change' : 'storm.start')}
      </button>
      {isOn && (
        <button
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          onClick={() => ask('end')}
        >
          {t('storm.end')}
        </button>
      )}
    </>
  );
}
