import { Plus } from 'lucide-react';
import { useEffect } from 'react';
import { useDeskState, useView, useWorkbench } from '../../parts/desk-context.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { ticketListStore } from './ticket-list-store.ts';
import { Segments } from '../../ui/segments.tsx';
import './tickets.css';
import { TicketTable } from './ticket-table.tsx';

const scopes = ['open', 'closed', 'all'] as const;

/** 工单: find any ticket of this desk's copy and open it at the workbench. */
export function TicketsPage() {
  const t = useText();
  const list = useFeatureState(ticketListStore);
  const go = useView((state) => state.go);
  const open = useWorkbench((state) => state.openTicket);
  const start = useWorkbench((state) => state.startBlank);
  const isFetching = useDeskState(({ sync }) => sync.replicaAt === null);
  const { refresh } = list;
  useEffect(() => refresh(), [refresh]);
  return (
    <ListFrame
      title={t('ticket.title')}
      list={list}
      words={{
        empty: t('tickets.empty'),
        emptyHint: t(isFetching ? 'common.fetching' : 'tickets.emptyHint'),
        failed: t('tickets.failed'),
      }}
      toolbar={
        <>
          <input
            className="input tickets__search"
            type="text"
            role="searchbox"
            aria-label={t('tickets.search')}
            placeholder={t('tickets.search')}
            autoComplete="off"
            maxLength={100}
            value={list.filter.text}
            onChange={(event) => list.setFilter({ text: event.target.value })}
          />
          <Segments
            label={t('tickets.scope')}
            value={list.filter.scope}
            options={scopes.map((scope) => ({ value: scope, label: t(`tickets.scopes.${scope}`) }))}
            onChange={(scope) => list.setFilter({ scope })}
          />
          <button
            type="button"
            className="button tickets__new"
            onClick={() => {
              go('workbench');
              void start();
            }}
          >
            <Plus size={14} aria-hidden />
            {t('tickets.blank')}
          </button>
        </>
      }
    >
      {(tickets) => (
        <TicketTable
          tickets={tickets}
          onOpen={(ticketId) => {
            go('workbench');
            void open(ticketId);
          }}
        />
      )}
    </ListFrame>
  );
}
