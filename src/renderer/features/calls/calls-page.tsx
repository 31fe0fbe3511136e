import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useDeskState, useStores } from '../../context/desk-context.ts';
import { ListFrame } from '../../context/list-frame.tsx';
import { useText } from '../../context/use-text.ts';
import './calls.css';
import { CallFilters } from './call-filters.tsx';
import { CallTable } from './call-table.tsx';

/** 通话: every call with its ticket and its recording, numbers masked. */
export function CallsPage() {
  const t = useText();
  const list = useStore(useStores().callList);
  const role = useDeskState((desk) => desk.user?.role);
  const { refresh } = list;
  useEffect(() => refresh(), [refresh]);
  return (
    <ListFrame
      title={t('rail.calls')}
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
      {(items) => <CallTable items={items} />}
    </ListFrame>
  );
}
