import { useEffect } from 'react';
import { callRoads } from '../../parts/call-roads.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { listeningStore, recordingList } from './recordings-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import './listening.css';
import { RecordingDetail } from './recording-detail.tsx';
import { RecordingFilters } from './recording-filters.tsx';
import { RecordingList } from './recording-list.tsx';
import { usePlayerKeys } from './use-player-keys.ts';

/** 录音: the lead hears every call, an agent only her or his own (the hub and the host both see to that). */
export function ListeningPage() {
  const t = useText();
  const isLead = useDeskState((desk) => desk.user?.role === 'lead');
  const list = useFeatureState(recordingList);
  const listening = useFeatureState(listeningStore);
  const { page, filter, refresh } = list;
  useEffect(refresh, [refresh]);
  const { toHear, takeToHear } = useFeatureState(callRoads);
  const { open } = listening;
  useEffect(() => {
    const item = toHear && takeToHear();
    if (item) void open(item);
  }, [toHear, takeToHear, open]);
  usePlayerKeys({ move: (by) => void listening.move(by) });
  const agents = isLead
    ? [...new Set(page?.items.map((item) => item.call.agentWorkNo))].toSorted()
    : [];
  const title = t(isLead ? 'listening.all' : 'listening.own');
  return (
    <div className="listening">
      <section className="panel" aria-label={title} aria-busy={list.status === 'loading'}>
        <div className="panel__head">
          <h2 className="panel__title num">
            {title} {page?.total ?? 0}
          </h2>
          <span className="panel__note">
            {t(page?.fromHub ? 'listening.fromHub' : 'listening.local')}
          </span>
        </div>
        <RecordingFilters filter={filter} agents={agents} onChange={list.setFilter} />
        <ListBody />
      </section>
      <section className="panel" aria-label={t('listening.listen')}>
        <RecordingDetail
          item={listening.selected}
          heard={listening.heard}
          timeline={listening.timeline}
          error={listening.timelineError}
          onHear={listening.hear}
        />
      </section>
    </div>
  );
}

function ListBody() {
  const t = useText();
  const { page, status, failure, refresh, more } = useFeatureState(recordingList);
  const { selected, select } = useFeatureState(listeningStore);
  if (status === 'failed' && failure) {
    return (
      <div className="listening__notice">
        <ErrorNotice code={failure} tone="warn" lead={t('listening.failed')}>
          <button type="button" className="button button--small" onClick={refresh}>
            {t('common.retry')}
          </button>
        </ErrorNotice>
      </div>
    );
  }
  if (page === null) return <EmptyState title={t('common.loading')} />;
  const { items, total } = page;
  if (items.length === 0)
    return status === 'loading' ? (
      <EmptyState title={t('common.loading')} />
    ) : (
      <EmptyState title={t('listening.empty')} hint={t('listening.emptyHint')} />
    );
  return (
    <>
      <RecordingList
        items={items}
        selectedCallId={selected?.call.callId ?? null}
        onSelect={(callId) => void select(callId)}
      />
      {items.length < total && (
        <button
          type="button"
          className="link listening__more"
          disabled={status === 'loading'}
          onClick={more}
        >
          {t('listening.more')}
        </button>
      )}
    </>
  );
}
