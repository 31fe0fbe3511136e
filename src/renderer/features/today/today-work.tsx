import { useEffect, useState } from 'react';
import { orderWork, workGroups } from '../../../shared/domain/desk/today-work.ts';
import { useDeskState, useTimedSlowly, useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeature } from '../../parts/feature-store.ts';
import type { OtherWork } from '../../parts/other-work.ts';
import { moveByKey } from '../../parts/row-keys.ts';
import { useNotWhole } from '../../parts/use-not-whole.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TodayDetail } from './today-detail.tsx';
import { TodayRow } from './today-row.tsx';
import { todayCallsStore, todayTicketsStore } from './today-store.ts';
import './today.css';
import { type TodayItem, useTodayItems } from './use-today.ts';

const noMore: readonly OtherWork[] = [];

/** 今日工作: the workbench between two conversations. `more` is work of other places: drafts, calls without a result. */
export function TodayWork({ more = noMore }: { readonly more?: readonly OtherWork[] }) {
  const t = useText();
  const all = useTodayItems(more);
  // Each by itself: the list is drawn anew only when something has moved to another one.
  const groups = {
    hour: useTimedSlowly((now) => orderWork(all, now).hour),
    today: useTimedSlowly((now) => orderWork(all, now).today),
    later: useTimedSlowly((now) => orderWork(all, now).later),
  };
  const items = workGroups.flatMap((group) => groups[group]);
  const [chosenId, choose] = useState<string | null>(null);
  const chosen = items.find(({ workId }) => workId === chosenId) ?? items[0];
  const openTicket = useWorkbench((state) => state.openTicket);
  const notWhole = useNotWhole();
  const open = (item: TodayItem) => {
    if (item.kind === 'ticket') void openTicket(item.ticket.ticketId);
    if (item.kind === 'other') item.other.act.run();
  };
  return (
    <div className="today">
      <section className="panel" aria-label={t('today.title')}>
        <TodayHead count={items.length} />
        <div className="panel__body" tabIndex={-1} onKeyDown={moveByKey}>
          <TodayFailure />
          {items.length > 0 && notWhole !== null && (
            <p className="today__not-whole" role="status">
              {notWhole}
            </p>
          )}
          {items.length === 0 && <TodayEmpty />}
          {workGroups.map(
            (group) =>
              groups[group].length > 0 && (
                <section key={group} aria-labelledby={`today-${group}`}>
                  <h3 className="today__group" id={`today-${group}`}>
                    {t(`today.groups.${group}`)}
                    <span className="num">{t('today.items', { count: groups[group].length })}</span>
                  </h3>
                  <ul>
                    {groups[group].map((item) => (
                      <TodayRow
                        key={item.workId}
                        item={item}
                        isChosen={item === chosen}
                        onChoose={() => choose(item.workId)}
                        onOpen={() => open(item)}
                      />
                    ))}
                  </ul>
                </section>
              ),
          )}
        </div>
      </section>
      {chosen && <TodayDetail item={chosen} onOpen={() => open(chosen)} />}
    </div>
  );
}

function TodayHead({ count }: { readonly count: number }) {
  const t = useText();
  const isAgent = useDeskState((desk) => desk.user?.role === 'agent');
  // A call that ends, or is missed, changes what the day has come to.
  const running = useDeskState((desk) => desk.phone.calls.map((call) => call.state).join(' '));
  const missed = useDeskState((desk) => desk.missed.length);
  const counts = useFeature(todayCallsStore, (state) => state.counts);
  const refresh = useFeature(todayCallsStore, (state) => state.refresh);
  useEffect(() => {
    if (isAgent) void refresh();
  }, [isAgent, refresh, running, missed]);
  return (
    <div className="panel__head">
      <h2 className="panel__title">
        {t('today.title')} <span className="today__count num">{t('today.items', { count })}</span>
      </h2>
      {isAgent && counts && (
        <span className="panel__note num">
          {t('today.calls', { all: counts.all, answered: counts.answered, missed: counts.missed })}
        </span>
      )}
    </div>
  );
}

function TodayFailure() {
  const t = useText();
  const failure = useFeature(todayTicketsStore, (state) => state.failure);
  const refresh = useFeature(todayTicketsStore, (state) => state.refresh);
  if (failure === null) return null;
  return (
    <div className="listpage__notice">
      <ErrorNotice code={failure} tone="warn" lead={t('tickets.failed')}>
        <button type="button" className="button button--small" onClick={refresh}>
          {t('common.retry')}
        </button>
      </ErrorNotice>
    </div>
  );
}

function TodayEmpty() {
  const t = useText();
  const isRead = useFeature(todayTicketsStore, (state) => state.page !== null);
  const isFetching = useDeskState(({ sync }) => sync.replicaAt === null);
  if (!isRead) return <EmptyState title={t('common.loading')} />;
  return (
    <EmptyState
      title={t(isFetching ? 'today.fetching' : 'today.empty')}
      hint={t(isFetching ? 'common.fetching' : 'today.emptyHint')}
    />
  );
}
