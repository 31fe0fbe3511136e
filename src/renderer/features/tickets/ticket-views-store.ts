import { createStore } from 'zustand/vanilla';
import type { TicketId } from '../../../shared/domain/ids.ts';
import {
  type TicketListColumn,
  ticketListColumns,
} from '../../../shared/domain/tickets/ticket-lists.ts';
import {
  type TicketView,
  type TicketViews,
  type ViewFilter,
  keptTicketViews,
  longestViewName,
  mostViews,
} from '../../../shared/kept/ticket-views.ts';
import { featureStore } from '../../parts/feature-store.ts';
import { type TicketFilter, askedOf, firstFilter } from './ticket-list-store.ts';

export interface TicketViewsState extends TicketViews {
  readonly workNo: string;
  readonly columns: readonly TicketListColumn[];
  /** How many tickets each view has, by its name; absent = not counted yet. */
  readonly counts: ReadonlyMap<string, number>;
  /** The row that was last gone to: the list is found there again. */
  readonly currentId: TicketId | null;
  /** Reads what this person has kept; the filter with which the list begins. */
  load(workNo: string): ViewFilter;
  /** Takes the place of a view of the same name. `false` = there are as many as there may be. */
  save(name: string, filter: TicketFilter): boolean;
  remove(name: string): void;
  /** `null` = the list begins with what burns first. */
  makeDefault(name: string | null): void;
  show(view: TicketView): void;
  toggleColumn(column: TicketListColumn): void;
  setCurrent(ticketId: TicketId): void;
  count(): Promise<void>;
}

/** The lists of tickets that a person keeps at this desk, and what the list looks like just now. */
export const ticketViewsStore = featureStore(({ deps: { api, clock, memory } }) =>
  createStore<TicketViewsState>()((set, get) => {
    const keep = (patch: Partial<TicketViews>) => {
      set(patch);
      const { workNo, views, defaultName } = get();
      const kept = keptTicketViews(workNo);
      memory.set(kept.key, kept.write({ views, defaultName }));
    };
    let turn = 0;
    return {
      workNo: '',
      views: [],
      defaultName: null,
      columns: ticketListColumns,
      counts: new Map(),
      currentId: null,
      load(workNo) {
        const kept = keptTicketViews(workNo);
        const { views, defaultName } = kept.read(memory.get(kept.key));
        const first = views.find(({ name }) => name === defaultName);
        const columns = first?.columns ?? ticketListColumns;
        set({ workNo, views, defaultName, columns, counts: new Map(), currentId: null });
        return first?.filter ?? firstFilter;
      },
      save(typed, filter) {
        const name = viewName(typed);
        const { views, columns } = get();
        const isNew = views.every((view) => view.name !== name);
        if (name === '' || (isNew && views.length >= mostViews)) return false;
        const view = { name, filter: viewFilter(filter), columns };
        keep({
          views: isNew ? [...views, view] : views.map((one) => (one.name === name ? view : one)),
        });
        return true;
      },
      remove(name) {
        const { views, defaultName } = get();
        keep({
          views: views.filter((view) => view.name !== name),
          defaultName: defaultName === name ? null : defaultName,
        });
      },
      makeDefault: (defaultName) => keep({ defaultName }),
      show: ({ columns }) => set({ columns }),
      toggleColumn(column) {
        const chosen = new Set(get().columns);
        if (!chosen.delete(column)) chosen.add(column);
        // A list without numbers could not be opened.
        chosen.add('no');
        set({ columns: ticketListColumns.filter((one) => chosen.has(one)) });
      },
      setCurrent: (currentId) => set({ currentId }),
      async count() {
        turn += 1;
        const mine = turn;
        const { views, workNo } = get();
        const counted = await Promise.all(
          views.map(async ({ name, filter }) => {
            const asked = askedOf({ ...filter, workNo }, clock.now());
            const { total } = await api.tickets.list({ ...asked, limit: 1, offset: 0 });
            return [name, total] as const;
          }),
        ).catch(() => null);
        // A number that is not known is not shown; the list itself says what is wrong.
        if (mine === turn) set({ counts: new Map(counted) });
      },
    };
  }),
);

export function viewName(typed: string): string {
  return [...typed.trim()].slice(0, longestViewName).join('');
}

function viewFilter({ workNo: _workNo, ...filter }: TicketFilter): ViewFilter {
  return filter;
}

/** The view that is shown just now, unchanged; `undefined` = none. */
export function shownView(
  { views, columns }: Pick<TicketViewsState, 'views' | 'columns'>,
  filter: TicketFilter,
): TicketView | undefined {
  const now = keyOf(viewFilter(filter), columns);
  return views.find((view) => keyOf(view.filter, view.columns) === now);
}

function keyOf(filter: ViewFilter, columns: readonly TicketListColumn[]): string {
  const { text, scope, categoryCode, district, kind, flag, sort } = filter;
  const { by, descending } = sort;
  return JSON.stringify([
    [text.trim(), scope, categoryCode, district, kind, flag, by, descending],
    columns,
  ]);
}
