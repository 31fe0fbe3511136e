import { useEffect } from 'react';
import { useStore } from 'zustand';
import { callRoads } from '../../parts/call-roads.ts';
import { useDeskState, useStores } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { useText } from '../../parts/use-text.ts';
import './calls.css';
import { CallDetail } from './call-detail.tsx';
import { CallFilters } from './call-filters.tsx';
import { CallTable } from './call-table.tsx';

/** 通话: every call with its ticket and its recording, numbers masked; one of them in detail beside the list. */
export function CallsPage() {
  const t = useText();
  const list = useStore(useStores().callList);
  const role = useDeskState((desk) => desk.user?.role);
  const { call: chosen, choose } = useFeatureState(callRoads);
  const { refresh } = list;
  useEffect(() => refresh(), [refresh]);
  const ofList = list.page?.items.find(({ call }) => call.callId === chosen?.call.callId);
  // What another screen has sent here need not be in the list.
  const item = ofList ?? chosen;
  return (
    <div className={item ? 'calls calls--detail' : 'calls'}>
      <ListFrame
        title={t('calls.screen')}
        note={t(role === 'lead' ? 'calls.fromHub' : 'calls.local')}
        list={list}
        words={{
          empty: t('calls.empty'),
          emptyHint: t('calls.emptyHint'),
          failed: t('calls.failed'),
        }}
        toolbar={
          <CallFilters filter={list.filter} onChange={list.setFilter} withAgent={role === 'lead'} />
        }
      >
        {(items) => (
          <CallTable items={items} chosen={item?.call.callId ?? null} onChoose={choose} />
        )}
      </ListFrame>
      {item && <CallDetail item={item} onClose={() => choose(null)} />}
    </div>
  );
}
