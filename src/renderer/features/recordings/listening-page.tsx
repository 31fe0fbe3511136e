import { useEffect } from 'react';
import { useDeskState } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { type ListeningState, recordingsStore } from './recordings-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import './listening.css';
import { RecordingDetail } from './recording-detail.tsx';
import { RecordingFilters } from './recording-filters.tsx';
import { RecordingList } from './recording-list.tsx';

/** 录音: the lead hears every call, an agent only her or his own (the hub and the host both see to that). */
export function ListeningPage() {
  const t = useText();
  const isLead = useDeskState((desk) => desk.user?.role === 'lead');
  const state = useFeatureState(recordingsStore);
  const { filter, reload } = state;
  useEffect(() => {
    void reload();
  }, [filter, reload]);
  const agents = isLead
    ? [...new Set(state.items.map((item) => item.call.agentWorkNo))].toSorted()
    : [];
  const title = t(isLead ? 'listening.all' : 'listening.own');
  return (
    <div className="listening">
      <section className="panel" aria-label={title} aria-busy={state.loading}>
        <div className="panel__head">
          <h2 className="panel__title num">
            {title} {state.total}
          </h2>
          <span className="panel__note">
            {t(state.fromHub ? 'listening.fromHub' : 'listening.local')}
          </span>
        </div>
        <RecordingFilters filter={filter} agents={agents} onChange={state.setFilter} />
        <ListBody state={state} />
      </section>
      <section className="panel" aria-label={t('listening.listen')}>
        <RecordingDetail
          item={state.selected}
          heard={state.heard}
          timeline={state.timeline}
          error={state.timelineError}
          onHear={state.hear}
        />
      </section>
    </div>
  );
}

function ListBody({ state }: { readonly state: ListeningState }) {
  const t = useText();
  if (state.error !== null) {
    return (
      <div className="listening__notice">
        <ErrorNotice code={state.error} tone="warn" lead={t('listening.failed')}>
          <button
            type="button"
            className="button button--small"
            onClick={() => void state.reload()}
          >
            {t('common.retry')}
          </button>
        </ErrorNotice>
      </div>
    );
  }
  if (state.items.length === 0) {
    return state.loading ? (
      <EmptyState title={t('common.loading')} />
    ) : (
      <EmptyState title={t('listening.empty')} hint={t('listening.emptyHint')} />
    );
  }
  return (
    <>
      <RecordingList
        items={state.items}
        selectedCallId={state.selected?.call.callId ?? null}
        onSelect={(callId) => void state.select(callId)}
      />
      {state.items.length < state.total && (
        <button
          type="button"
          className="link listening__more"
          disabled={state.loading}
          onClick={() => void state.loadMore()}
        >
          {t('listening.more')}
        </button>
      )}
    </>
  );
}
