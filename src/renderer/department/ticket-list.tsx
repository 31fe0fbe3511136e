import type { DepartmentLine } from '../../shared/domain/tickets/department-view.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { fullTime } from '../ui/format.ts';
import { Pager } from '../ui/pager.tsx';
import { ClockTag } from './clock-tag.tsx';
import { pageLength } from './department-store.ts';
import { useDepartment } from './use-department.ts';

/** One tab of the department's tickets: what runs out first stands first. */
export function TicketList() {
  const t = useText();
  const { tab, list } = useDepartment((state) => state);
  return (
    <section className="panel dlist" aria-label={t(`department.tabs.${tab}`)}>
      <div className="panel__head">
        <h2 className="panel__title">{t(`department.tabs.${tab}`)}</h2>
        <span className="panel__note">
          {t(tab === 'done' ? 'department.orderDone' : 'department.order')}
        </span>
      </div>
      <div className="panel__body" aria-busy={list === null}>
        {list === null ? (
          <EmptyState title={t('department.loading')} />
        ) : list.items.length === 0 ? (
          <EmptyState title={t('department.none')} hint={t('department.noneHint')} />
        ) : (
          <ul>
            {list.items.map((line) => (
              <li key={line.ticketId}>
                <Row line={line} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <Pages />
    </section>
  );
}

function Row({ line }: { readonly line: DepartmentLine }) {
  const t = useText();
  const open = useDepartment((state) => state.open);
  const isOpen = useDepartment((state) => state.ticketId === line.ticketId);
  return (
    <button
      type="button"
      className="drow"
      aria-current={isOpen || undefined}
      onClick={() => void open(line.ticketId)}
    >
      <span className="drow__top">
        {line.clock ? (
          <ClockTag clock={line.clock} />
        ) : (
          <span className="dclock num">
            {line.dueAt === null
              ? t('department.noDue')
              : t('department.dueAt', { at: fullTime(line.dueAt).slice(5, 16) })}
          </span>
        )}
        <span className="drow__state">{t(`ticket.states.${line.state}`)}</span>
      </span>
      <span className="drow__title ellipsis">{line.content || line.ticketNo}</span>
      <span className="drow__place num ellipsis">
        {line.ticketNo} · {line.district} {line.address}
      </span>
    </button>
  );
}

function Pages() {
  const t = useText();
  const { tab, list, offset } = useDepartment((state) => state);
  const show = useDepartment((state) => state.show);
  const total = list?.counts[tab] ?? 0;
  if (total <= pageLength) return null;
  const from = Math.min(offset + 1, total);
  const to = Math.min(offset + pageLength, total);
  return (
    <Pager
      offset={offset}
      pageSize={pageLength}
      total={total}
      words={{
        previous: t('common.previous'),
        next: t('common.next'),
        range: t('common.range', { from, to, total }),
      }}
      onGo={(next) => void show(tab, next)}
    />
  );
}
