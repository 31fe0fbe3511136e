import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { SetAsk, SetPreview } from '../../../shared/contract/tickets/merge-schemas.ts';
import type { TicketId } from '../../../shared/domain/ids.ts';
import { intakeOf } from '../../../shared/domain/tickets/intake-merge.ts';
import type { Skipped } from '../../../shared/domain/tickets/merge.ts';
import { sendableTicketNo } from '../../../shared/domain/tickets/ticket-no.ts';
import { officeRules } from '../../../shared/domain/office/office-rules.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import { type BulkAct, bulkForm, mostChosen } from './bulk-acts.ts';
import { beginningOf } from './step-forms.ts';
import type { StepValues } from '../../../shared/domain/tickets/step-fields.ts';
import { askedOf, ticketListStore } from './ticket-list-store.ts';

/** What became of an act on many. */
export interface BulkResult {
  readonly done: number;
  readonly skipped: readonly Skipped[];
  /** The hub was not there: kept here, and sent as soon as it is. */
  readonly isWaiting: boolean;
}

export interface BulkState {
  /** In the order in which they were chosen. */
  readonly chosen: readonly Ticket[];
  readonly act: BulkAct | null;
  readonly values: StepValues;
  readonly mainId: TicketId | null;
  readonly preview: SetPreview | null;
  readonly isBusy: boolean;
  /** How many of the preview's are done. */
  readonly progress: number;
  readonly result: BulkResult | null;
  readonly failure: ErrorCode | null;
  toggle(ticket: Ticket, isChosen?: boolean): void;
  /** These and no others, of which the first is named first. */
  choose(tickets: readonly Ticket[], act?: BulkAct): void;
  /** All that fit the filter of the list, up to 500. */
  chooseAll(): Promise<void>;
  begin(act: BulkAct | null): void;
  type(values: StepValues): void;
  setMain(mainId: TicketId): void;
  /** Asks what would happen. */
  look(): Promise<void>;
  /** Back to what was typed. */
  back(): void;
  run(): Promise<void>;
}

const nothing = { preview: null, result: null, failure: null, progress: 0 } as const;

/** Acts on the chosen rows of the list: chosen, asked, previewed, done. What is typed stays until it was done or called off. */
export const bulkStore = featureStore((stores) => {
  const { api, createId } = stores.deps;
  const ofMany = async (ids: readonly TicketId[], each: (ticketId: TicketId) => Promise<void>) => {
    const skipped: Skipped[] = [];
    for (const ticketId of ids) {
      try {
        await each(ticketId);
      } catch (error) {
        skipped.push({ ticketId, code: errorCodeOf(error) });
      }
      store.setState(({ progress }) => ({ progress: progress + 1 }));
    }
    return skipped;
  };
  const askOf = ({ act, chosen, mainId, values }: BulkState): SetAsk | null => {
    const ids = chosen.map(({ ticketId }) => ticketId);
    if (act === null || ids.length === 0) return null;
    if (act !== 'merge')
      return { kind: 'act', ticketIds: ids, action: bulkForm(act).action(values) };
    if (mainId === null) return null;
    const otherIds = ids.filter((id) => id !== mainId);
    const reason = (values['reason'] ?? '').trim();
    return { kind: 'merge', order: { act: 'merge', mainId, otherIds, reason } };
  };
  const carriedOut = async (asked: SetAsk, { fit, skipped }: SetPreview): Promise<BulkResult> => {
    if (asked.kind === 'merge') {
      const order = { ...asked.order, otherIds: fit };
      const answer = await api.tickets.merge({ commandId: createId(), order });
      if (answer.kind === 'refused')
        return {
          done: 0,
          isWaiting: false,
          skipped: fit.map((ticketId) => ({ ticketId, code: answer.code })),
        };
      const left = answer.kind === 'done' ? answer.skipped : [];
      return {
        done: fit.length - left.length,
        skipped: [...skipped, ...left],
        isWaiting: answer.kind === 'waiting',
      };
    }
    const failed = await ofMany(fit, async (ticketId) => {
      const ticket = await api.tickets.get({ ticketId });
      const { revision } = ticket;
      // A ticket kept with an odd number keeps it; the command names one that can be sent.
      const ticketNo =
        sendableTicketNo(ticket.ticketNo) ?? (await api.tickets.newTicket()).ticketNo;
      const base = { revision, intake: intakeOf(ticket) };
      const command = { ticketId, ticketNo, base, call: null, action: asked.action };
      await api.tickets.carryOut({ commandId: createId(), command });
    });
    return {
      done: fit.length - failed.length,
      skipped: [...skipped, ...failed],
      isWaiting: false,
    };
  };
  const store = createStore<BulkState>()((set, get) => {
    const busy = async (work: () => Promise<Partial<BulkState>>) => {
      if (get().isBusy) return;
      set({ isBusy: true, failure: null });
      const done = await work().catch((error: unknown) => ({ failure: errorCodeOf(error) }));
      set({ ...done, isBusy: false });
    };
    return {
      chosen: [],
      act: null,
      values: {},
      mainId: null,
      isBusy: false,
      ...nothing,
      toggle(ticket, isChosen) {
        if (get().isBusy) return;
        const others = get().chosen.filter(({ ticketId }) => ticketId !== ticket.ticketId);
        const wasChosen = others.length < get().chosen.length;
        const isNow = (isChosen ?? !wasChosen) && others.length < mostChosen;
        if (isNow && wasChosen) return;
        set({ chosen: isNow ? [...others, ticket] : others, ...nothing });
      },
      choose(tickets, act) {
        if (get().isBusy) return;
        set({ chosen: tickets.slice(0, mostChosen), act: null, values: {}, ...nothing });
        if (act) get().begin(act);
      },
      chooseAll: () =>
        busy(async () => {
          const { filter } = ticketListStore(stores).getState();
          const found: Ticket[] = [];
          for (;;) {
            const page = await api.tickets.list({
              ...askedOf(filter, stores.deps.clock.now()),
              limit: 200,
              offset: found.length,
            });
            found.push(...page.tickets);
            const isAll = page.tickets.length === 0 || found.length >= page.total;
            if (isAll || found.length >= mostChosen) break;
          }
          return { chosen: found.slice(0, mostChosen), ...nothing };
        }),
      begin(act) {
        const [first] = get().chosen;
        const values =
          act === null || act === 'merge' || !first
            ? {}
            : beginningOf(
                bulkForm(act),
                first,
                officeRules(stores.desk.getState().desk ?? {}).departments,
              );
        set({ act, values, mainId: first?.ticketId ?? null, ...nothing });
      },
      type: (values) => set({ values }),
      setMain: (mainId) => set({ mainId, ...nothing }),
      look: () =>
        busy(async () => {
          const asked = askOf(get());
          return asked ? { preview: await api.tickets.preview(asked) } : {};
        }),
      back: () => set(nothing),
      run: () =>
        busy(async () => {
          const { preview } = get();
          const asked = askOf(get());
          if (!asked || !preview) return {};
          const result = await carriedOut(asked, preview);
          const left = new Set(result.skipped.map(({ ticketId }) => ticketId));
          const chosen = get().chosen.filter(({ ticketId }) => left.has(ticketId));
          ticketListStore(stores).getState().renew(0);
          return { result, preview: null, act: null, values: {}, chosen };
        }),
    };
  });
  return store;
});
