import { createStore } from 'zustand/vanilla';
import { cleanLine } from '../../../shared/clean-text.ts';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { AuditAction, AuditLine } from '../../../shared/contract/audit/schemas.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';
import { type ChosenDays, spanOfDays } from '../../stores/office-days.ts';

/** What a person may narrow the audit by; empty = any. */
export interface AuditFilter extends ChosenDays {
  readonly workNo: string;
  readonly action: AuditAction | 'any';
}

export interface AuditState {
  readonly filter: AuditFilter;
  /** Newest first; `null` before the first answer. What was read before stays while it reads again. */
  readonly lines: readonly AuditLine[] | null;
  readonly status: 'idle' | 'loading' | 'done' | 'failed';
  readonly failure: ErrorCode | null;
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
  /** Narrows the list and starts at its newest, after a short pause of typing. */
  setFilter(patch: Partial<AuditFilter>): void;
  /** Reads from the newest. */
  refresh(): void;
  older(): void;
  newer(): void;
}

const pageSize = 50;
const pauseMs = 150;

/** The hub's audit, a page at a time. Rows are added all the time: a page begins where the one before ended, not at a count. */
function createAuditStore(deps: {
  readonly api: { readonly audit: DeskApi['audit'] };
  readonly clock: { now(): number };
  schedule(work: () => void, delayMs: number): () => void;
}) {
  return createStore<AuditState>()((set, get) => {
    /** Where the pages down to the shown one begin; the first is the newest. */
    let trail: readonly (number | null)[] = [null];
    let next: number | null = null;
    let turn = 0;
    let cancel = () => {};
    const read = async (wanted: readonly (number | null)[]) => {
      turn += 1;
      const mine = turn;
      set({ status: 'loading' });
      const { workNo, action, ...days } = get().filter;
      const who = cleanLine(workNo).normalize('NFKC').trim();
      try {
        const page = await deps.api.audit.list({
          ...spanOfDays(days, deps.clock.now()),
          before: wanted.at(-1) ?? null,
          action: action === 'any' ? null : action,
          workNo: who === '' ? null : who,
          deskId: null,
          subjectId: null,
          limit: pageSize,
        });
        if (mine !== turn) return;
        trail = wanted;
        next = page.next;
        const ends = { hasNewer: trail.length > 1, hasOlder: next !== null };
        set({ lines: page.lines, status: 'done', failure: null, ...ends });
      } catch (error) {
        if (mine === turn) set({ status: 'failed', failure: errorCodeOf(error) });
      }
    };
    return {
      filter: { workNo: '', action: 'any', days: 7, fromDay: '', toDay: '' },
      lines: null,
      status: 'idle',
      failure: null,
      hasNewer: false,
      hasOlder: false,
      setFilter: (patch) => {
        set({ filter: { ...get().filter, ...patch } });
        cancel();
        cancel = deps.schedule(() => void read([null]), pauseMs);
      },
      refresh: () => void read([null]),
      older: () => {
        if (next !== null) void read([...trail, next]);
      },
      newer: () => {
        if (trail.length > 1) void read(trail.slice(0, -1));
      },
    };
  });
}
/** One for the desk. */
export const auditStore = featureStore(({ deps }) => createAuditStore(deps));
