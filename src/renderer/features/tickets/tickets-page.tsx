import { Plus } from 'lucide-react';
import { useEffect } from 'react';
import { useDeskState, useView, useWorkbench } from '../../parts/desk-context.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { useFeature, useFeatureState } from '../../parts/feature-store.ts';
import { useNotWhole } from '../../parts/use-not-whole.ts';
import { useText } from '../../parts/use-text.ts';
import { BulkPanel } from './bulk-panel.tsx';
import { bulkStore } from './bulk-store.ts';
import { ExportButton } from './export-dialog.tsx';
import { TicketFilters } from './ticket-filters.tsx';
import { ticketListStore } from './ticket-list-store.ts';
import './tickets.css';
import { TicketTable } from './ticket-table.tsx';
import { TicketViews } from './ticket-views.tsx';
import { ticketViewsStore } from './ticket-views-store.ts';

/** 工单: what burns first, and any ticket of this desk's copy; one is opened at the workbench. */
export function TicketsPage() {
  const t = useText();
  const list = useFeatureState(ticketListStore);
  const go = useView((state) => state.go);
  const open = useWorkbench((state) => state.openTicket);
  const start = useWorkbench((state) => state.startBlank);
  const isFetching = useDeskState(({ sync }) => sync.replicaAt === null);
  const notWhole = useNotWhole();
  const workNo = useDeskState(({ user }) => user?.workNo ?? '');
  const chosen = useFeature(bulkStore, (state) => state.chosen);
  const toggle = useFeature(bulkStore, (state) => state.toggle);
  const chosenIds = new Set(chosen.map(({ ticketId }) => ticketId));
  const isLead = useDeskState(({ user }) => user?.role === 'lead');
  const { refresh, setFilter, filter } = list;
  const isOwn = filter.workNo === workNo;
  const load = useFeature(ticketViewsStore, (state) => state.load);
  useEffect(() => {
    // What the last person has searched for is not for the next one's eyes.
    if (isOwn) refresh();
    else setFilter({ ...load(workNo), workNo });
  }, [isOwn, load, refresh, setFilter, workNo]);
  return (
    <ListFrame
      title={t('ticket.title')}
      {...(notWhole !== null && { note: notWhole })}
      list={list}
      words={{
        empty: t('tickets.empty'),
        emptyHint: t(isFetching ? 'common.fetching' : 'tickets.emptyHint'),
        failed: t('tickets.failed'),
      }}
      toolbar={
        <>
          <TicketFilters filter={filter} onChange={setFilter} />
          {isLead && <ExportButton />}
          <button
            type="button"
            className={isLead ? 'button' : 'button tickets__new'}
            onClick={() => {
              go('workbench');
              void start();
            }}
          >
            <Plus size={14} aria-hidden />
            {t('tickets.blank')}
          </button>
          <TicketViews />
          <BulkPanel total={list.page?.total ?? 0} />
        </>
      }
    >
      {(tickets) => (
        <TicketTable
          tickets={tickets}
          sort={filter.sort}
          chosenIds={chosenIds}
          onToggle={toggle}
          onSort={(sort) => setFilter({ sort })}
          onOpen={(ticketId) => {
            go('workbench');
            void open(ticketId);
          }}
        />
      )}
    </ListFrame>
  );
}
