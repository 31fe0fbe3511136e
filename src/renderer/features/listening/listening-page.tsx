import { Button } from 'antd';
import { useEffect } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { User } from '../../../shared/domain/user.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import type { ListeningState } from '../../stores/listening-store.ts';
import { RecordingDetail } from './recording-detail.tsx';
import { RecordingFilters } from './recording-filters.tsx';
import { RecordingList } from './recording-list.tsx';
import './listening.css';

interface ListeningPageProps {
  readonly store: StoreApi<ListeningState>;
  readonly user: User;
}

/** 录音: the lead hears every call, an agent only her or his own (the hub and the host both see to that). */
export function ListeningPage({ store, user }: ListeningPageProps) {
  const state = useStore(store);
  const { filter, reload } = state;
  useEffect(() => {
    void reload();
  }, [filter, reload]);
  const agents =
    user.role === 'lead'
      ? [...new Set(state.items.map((item) => item.call.agentWorkNo))].sort()
      : [];
  return (
    <div className="listening">
      <section className="panel listening-left" aria-label="待听录音">
        <h2>
          {user.role === 'lead' ? '全部录音' : '我的录音'} {state.total}
          <small>{state.fromHub ? '来自汇聚端' : '本机'}</small>
        </h2>
        <RecordingFilters filter={filter} agents={agents} onChange={state.setFilter} />
        <ListBody state={state} />
      </section>
      <section className="panel listening-main" aria-label="收听">
        <RecordingDetail
          item={state.selected}
          timeline={state.timeline}
          error={state.timelineError}
        />
      </section>
    </div>
  );
}

function ListBody({ state }: { readonly state: ListeningState }) {
  if (state.error !== null) {
    const text = errorCatalogue[state.error];
    return (
      <div className="listening-empty" role="alert">
        <b>{text.title}</b>
        <p>{text.action}</p>
        <Button onClick={() => void state.reload()}>再试一次</Button>
      </div>
    );
  }
  if (state.items.length === 0) {
    return (
      <p className="listening-empty">{state.loading ? '正在读取…' : '没有符合条件的录音。'}</p>
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
        <Button type="link" loading={state.loading} onClick={() => void state.loadMore()}>
          再显示 50 条
        </Button>
      )}
    </>
  );
}
