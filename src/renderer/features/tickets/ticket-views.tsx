import { Star, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { ticketListColumns } from '../../../shared/domain/tickets/ticket-lists.ts';
import { type TicketView, longestViewName } from '../../../shared/kept/ticket-views.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { categoryText } from '../../parts/ticket-words.ts';
import { useText } from '../../parts/use-text.ts';
import { type TicketFilter, firstFilter, ticketListStore } from './ticket-list-store.ts';
import { shownView, ticketViewsStore, viewName } from './ticket-views-store.ts';
import './ticket-views.css';

/** What the list is narrowed by, each to be taken away for itself, and the lists that this person keeps. */
export function TicketViews() {
  const t = useText();
  return (
    <div className="tviews">
      <div className="tviews__row" role="group" aria-label={t('tickets.views.label')}>
        <Views />
        <SaveView />
        <Columns />
      </div>
      <Chips />
    </div>
  );
}

function Views() {
  const t = useText();
  const { filter, setFilter, page } = useFeatureState(ticketListStore);
  const state = useFeatureState(ticketViewsStore);
  const { views, defaultName, counts, count, show } = state;
  const shown = shownView(state, filter);
  // Whenever the list was read anew: something may have come or gone.
  useEffect(() => void count(), [count, page, views]);
  const use = (view: TicketView) => {
    show(view);
    setFilter(view.filter);
  };
  return (
    <>
      {views.map((view) => (
        <button
          key={view.name}
          type="button"
          className="chip"
          aria-pressed={view.name === shown?.name}
          onClick={() => use(view)}
        >
          {view.name === defaultName && (
            <Star size={12} aria-label={t('tickets.views.isDefault')} />
          )}
          {view.name}
          {counts.has(view.name) && (
            <span className="num chip__count">{counts.get(view.name)}</span>
          )}
        </button>
      ))}
      {shown && <ShownView key={shown.name} name={shown.name} />}
    </>
  );
}

/** What can be done with the view that is shown. It is removed by two presses. */
function ShownView({ name }: { readonly name: string }) {
  const t = useText();
  const { defaultName, makeDefault, remove } = useFeatureState(ticketViewsStore);
  const [isAsked, ask] = useState(false);
  const isDefault = name === defaultName;
  return (
    <>
      <button type="button" className="link" onClick={() => makeDefault(isDefault ? null : name)}>
        {t(isDefault ? 'tickets.views.noDefault' : 'tickets.views.makeDefault')}
      </button>
      <button
        type="button"
        className="link"
        onBlur={() => ask(false)}
        onClick={() => (isAsked ? remove(name) : ask(true))}
      >
        {t(isAsked ? 'tickets.views.sure' : 'tickets.views.remove', { name })}
      </button>
    </>
  );
}

function SaveView() {
  const t = useText();
  const id = useId();
  const { filter } = useFeatureState(ticketListStore);
  const state = useFeatureState(ticketViewsStore);
  const [typed, type] = useState<string | null>(null);
  const [isFull, setFull] = useState(false);
  if (typed === null)
    return (
      <button type="button" className="link" onClick={() => type('')}>
        {t('tickets.views.save')}
      </button>
    );
  const isKnown = state.views.some(({ name }) => name === viewName(typed));
  const leave = () => {
    type(null);
    setFull(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // What an input method holds is its own to take or to leave.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      leave();
    }
    if (event.key !== 'Enter' || viewName(typed) === '') return;
    event.preventDefault();
    if (state.save(typed, filter)) leave();
    else setFull(true);
  };
  return (
    <span className="tviews__save">
      <label htmlFor={id}>{t('tickets.views.name')}</label>
      <input
        id={id}
        className="input toolbar__field"
        autoFocus
        autoComplete="off"
        maxLength={longestViewName}
        placeholder={t('tickets.views.nameHint')}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status" className="tviews__hint">
        {isFull ? t('tickets.views.full') : isKnown ? t('tickets.views.replaces') : ''}
      </span>
      <button type="button" className="link" onClick={leave}>
        {t('ticket.cancel')}
      </button>
    </span>
  );
}

function Columns() {
  const t = useText();
  const { columns, toggleColumn } = useFeatureState(ticketViewsStore);
  const label = (column: (typeof ticketListColumns)[number]) =>
    column === 'number' ? t('calls.columns.number') : t(`tickets.columns.${column}`);
  return (
    <details className="tviews__columns">
      <summary className="link">
        {t('tickets.views.columns', { count: columns.length, all: ticketListColumns.length })}
      </summary>
      <div className="tviews__menu">
        {ticketListColumns.map((column) => (
          <label key={column}>
            <input
              type="checkbox"
              checked={columns.includes(column)}
              disabled={column === 'no'}
              onChange={() => toggleColumn(column)}
            />
            {label(column)}
          </label>
        ))}
      </div>
    </details>
  );
}

function Chips() {
  const t = useText();
  const { filter, setFilter } = useFeatureState(ticketListStore);
  const { text, categoryCode, district, kind, flag } = filter;
  const chips: readonly (readonly [string, string, Partial<TicketFilter>])[] = [
    [t('tickets.views.text'), text.trim(), { text: '' }],
    [t('ticket.fields.categoryCode'), categoryText(categoryCode), { categoryCode: null }],
    [t('ticket.fields.district'), district ?? '', { district: null }],
    [t('tickets.kind'), kind ? t(`ticket.kinds.${kind}`) : '', { kind: null }],
    [t('tickets.flag'), flag ? t(`ticket.flags.${flag}`) : '', { flag: null }],
  ];
  const set = chips.filter(([, value]) => value !== '');
  if (set.length === 0) return null;
  const {
    text: noText,
    categoryCode: none,
    district: nowhere,
    kind: any,
    flag: plain,
  } = firstFilter;
  return (
    <div className="tviews__row" role="group" aria-label={t('tickets.views.chips')}>
      {set.map(([name, value, without]) => (
        <span key={name} className="chip chip--set">
          {t('tickets.views.chip', { name, value })}
          <button
            type="button"
            className="chip__clear"
            aria-label={t('tickets.views.clear', { name, value })}
            onClick={() => setFilter(without)}
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      <button
        type="button"
        className="link"
        onClick={() =>
          setFilter({
            text: noText,
            categoryCode: none,
            district: nowhere,
            kind: any,
            flag: plain,
          })
        }
      >
        {t('tickets.views.clearAll')}
      </button>
    </div>
  );
}
