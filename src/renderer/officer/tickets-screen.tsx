import { useEffect } from 'react';
import { type OfficerLine, officerScopes } from '../../shared/domain/tickets/officer-view.ts';
import { ticketSources, ticketStates } from '../../shared/domain/tickets/ticket.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { categoryText, stateTone } from '../parts/ticket-words.ts';
import { useDepartmentName, useDepartments } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Pager } from '../ui/pager.tsx';
import { OuterTag, StepTag } from './limit-tags.tsx';
import { TicketPanel } from './ticket-panel.tsx';
import { pageLength } from './tickets-store.ts';
import { useTickets } from './use-office.ts';

/** All tickets: what has to be decided first, figures that open their lists, and one ticket beside them. */
export function TicketsScreen() {
  const t = useText();
  const { failure, look, scope, list, ticketId } = useTickets();
  useEffect(() => {
    if (list === null) void look(scope);
    // Only when the screen is opened; afterwards it is asked by what is pressed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <div className={ticketId === null ? 'otickets' : 'otickets otickets--one'}>
      <Figures />
      {failure && <FailureNotice code={failure.code} />}
      {list?.isWhole === false && (
        <p className="onotice" role="status">
          {t('officer.notWhole')}
        </p>
      )}
      <div className="otickets__both">
        <List />
        <TicketPanel />
      </div>
    </div>
  );
}

function Figures() {
  const t = useText();
  const { list, scope, look } = useTickets();
  return (
    <div className="ofigures" role="group" aria-label={t('officer.figures')}>
      {officerScopes.map((one) => (
        <button
          key={one}
          type="button"
          className="ofigure"
          aria-pressed={one === scope}
          onClick={() => void look(one)}
        >
          <span className="ofigure__count num">{list ? list.counts[one] : '…'}</span>
          <span>{t(`officer.scopes.${one}`)}</span>
        </button>
      ))}
    </div>
  );
}

function List() {
  const t = useText();
  const { scope, list, offset, turn } = useTickets();
  const total = list?.total ?? 0;
  const words = {
    previous: t('common.previous'),
    next: t('common.next'),
    range: t('officer.range', {
      total,
      from: Math.min(total, offset + 1),
      to: Math.min(total, offset + pageLength),
    }),
  };
  return (
    <section className="panel olist" aria-label={t(`officer.scopes.${scope}`)}>
      <div className="panel__head">
        <h2 className="panel__title">{t(`officer.scopes.${scope}`)}</h2>
        <span className="panel__note">{t('officer.order')}</span>
      </div>
      <Filters />
      <div
        className="panel__body"
        aria-busy={list === null}
        role="group"
        tabIndex={0}
        aria-label={t('officer.list')}
      >
        {list === null ? (
          <EmptyState title={t('department.loading')} />
        ) : list.items.length === 0 ? (
          <EmptyState title={t('officer.none')} hint={t('officer.noneHint')} />
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
      {total > pageLength && (
        <Pager
          offset={offset}
          pageSize={pageLength}
          total={total}
          words={words}
          onGo={(next) => void turn(next)}
        />
      )}
    </section>
  );
}

function Filters() {
  const t = useText();
  const { departments } = useDepartments();
  const { filter, narrow } = useTickets();
  return (
    <div className="toolbar">
      <SearchField
        label={t('officer.search')}
        hint={t('officer.searchHint')}
        className="osearch"
        maxLength={60}
        text={filter.text}
        onText={(text) => narrow({ text })}
      />
      <select
        className="input toolbar__field"
        aria-label={t('officer.state')}
        value={filter.state ?? ''}
        onChange={({ target }) =>
          narrow({ state: ticketStates.find((one) => one === target.value) ?? null })
        }
      >
        <option value="">{t('officer.anyState')}</option>
        {ticketStates.map((one) => (
          <option key={one} value={one}>
            {t(`ticket.states.${one}`)}
          </option>
        ))}
      </select>
      <select
        className="input toolbar__field"
        aria-label={t('officer.source')}
        value={filter.source ?? ''}
        onChange={({ target }) =>
          narrow({ source: ticketSources.find((one) => one === target.value) ?? null })
        }
      >
        <option value="">{t('officer.anySource')}</option>
        {ticketSources.map((one) => (
          <option key={one} value={one}>
            {t(`officer.sources.${one}`)}
          </option>
        ))}
      </select>
      <select
        className="input toolbar__field"
        aria-label={t('officer.department')}
        value={filter.departmentId ?? ''}
        onChange={({ target }) => narrow({ departmentId: target.value || null })}
      >
        <option value="">{t('officer.anyDepartment')}</option>
        {departments.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Row({ line }: { readonly line: OfficerLine }) {
  const t = useText();
  const departmentName = useDepartmentName();
  const { ticketId, open } = useTickets();
  return (
    <button
      type="button"
      className="drow"
      aria-current={ticketId === line.ticketId || undefined}
      onClick={() => void open(line.ticketId)}
    >
      <span className="drow__top">
        <OuterTag dueAt={line.dueAt} isOpen={line.isOpen} />
        <span className={`tag tag--${stateTone(line.state)}`}>
          {t(`ticket.states.${line.state}`)}
        </span>
      </span>
      {line.clock && <StepTag clock={line.clock} />}
      <span className="drow__title ellipsis">
        {line.content || categoryText(line.categoryCode) || line.ticketNo}
      </span>
      <span className="drow__place num ellipsis">
        {line.ticketNo} · {line.district ?? '—'}
        {line.departmentId !== null && ` · ${departmentName(line.departmentId)}`}
      </span>
      {(line.decision !== null || line.flags.length > 0) && (
        <span className="orow">
          {line.decision && (
            <span className="tag tag--accent">{t(`officer.decisions.${line.decision}`)}</span>
          )}
          {line.flags.map((flag) => (
            <span key={flag} className={flag === 'urgent' ? 'tag tag--bad' : 'tag tag--warn'}>
              {t(`ticket.flags.${flag}`)}
            </span>
          ))}
        </span>
      )}
    </button>
  );
}
