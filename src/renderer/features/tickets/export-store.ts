import { createStore } from 'zustand/vanilla';
import {
  type TicketColumn,
  ticketColumns,
  usualColumns,
} from '../../../shared/domain/tickets/ticket-columns.ts';
import { nearMs } from '../../../shared/domain/tickets/ticket-lists.ts';
import {
  type TicketSelection,
  statesOfScope,
} from '../../../shared/domain/tickets/ticket-match.ts';
import { type ExportChoice, keptExportChoice } from '../../../shared/kept/export-choice.ts';
import { featureStore } from '../../parts/feature-store.ts';
import { type ChosenDays, spanOfDays } from '../../stores/office-days.ts';
import { type ExportRun, exportRunner, noRun } from './export-run.ts';
import type { TicketFilter } from './ticket-list-store.ts';

export interface ExportState extends ExportChoice, ExportRun {
  readonly isOpen: boolean;
  /** On which days they were opened. */
  readonly days: ChosenDays;
  readonly shown: boolean;
  open(workNo: string): void;
  /** What runs goes on; the next opening shows it. */
  close(): void;
  set(patch: Partial<Pick<ExportState, 'days' | 'shown' | 'reason' | 'format'>>): void;
  toggle(column: TicketColumn): void;
  chooseColumns(which: 'all' | 'usual'): void;
  start(filter: TicketFilter): Promise<void>;
  stop(): void;
}

const noDays: ChosenDays = { days: null, fromDay: '', toDay: '' };

/** One export at a time; it goes on when the dialog is closed. */
export const exportStore = featureStore(({ deps: { api, clock, exported, memory } }) =>
  createStore<ExportState>()((set, get) => {
    let workNo = '';
    const run = exportRunner(exported, set);
    const keep = (patch: Partial<ExportChoice>) => {
      set(patch);
      const { format, columns } = get();
      const kept = keptExportChoice(workNo);
      memory.set(kept.key, kept.write({ format, columns }));
    };
    return {
      isOpen: false,
      format: 'xlsx',
      columns: usualColumns,
      days: noDays,
      shown: false,
      ...noRun,
      open(who) {
        workNo = who;
        const kept = keptExportChoice(who);
        const isRunning = get().phase === 'running';
        set({
          isOpen: true,
          ...kept.read(memory.get(kept.key)),
          // Names are shown when it was chosen for this one file, never because it was the last time.
          ...(isRunning ? {} : { phase: 'asked', shown: false, failure: null }),
        });
      },
      close: () => set({ isOpen: false }),
      set({ format, ...patch }) {
        set({ ...patch, phase: 'asked' });
        if (format !== undefined) keep({ format });
      },
      toggle(column) {
        const { columns } = get();
        const chosen = new Set(columns);
        if (!chosen.delete(column)) chosen.add(column);
        keep({ columns: ticketColumns.filter((one) => chosen.has(one)) });
      },
      chooseColumns: (which) => keep({ columns: which === 'all' ? ticketColumns : usualColumns }),
      async start(filter) {
        const { columns, format, shown, reason, days } = get();
        const selection = selectionOf(filter, days, clock.now());
        const order = { selection, columns: [...columns], format, shown, reason };
        await run.start(() => api.exports.sheet(order));
        if (get().phase === 'done') set({ shown: false });
      },
      stop: run.stop,
    };
  }),
);

function selectionOf(filter: TicketFilter, days: ChosenDays, now: number): TicketSelection {
  const { workNo, text, scope, categoryCode, district, kind, flag, sort } = filter;
  const { from, to } = spanOfDays(days, now);
  return {
    text,
    states: [...statesOfScope[scope]],
    openedBy: scope === 'mine' ? workNo : null,
    dueBefore: scope === 'due' ? now + nearMs : null,
    categoryCode,
    district,
    kind,
    flag,
    openedFrom: from,
    openedTo: to,
    sort,
  };
}
