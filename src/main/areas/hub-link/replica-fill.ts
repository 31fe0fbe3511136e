import { fillParts } from '../../../shared/contract/replica/hub.ts';
import type { Change } from '../../../shared/contract/replica/schemas.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Filling } from '../../../shared/domain/desk/desk-state.ts';
import { keptReplicaFill } from '../../../shared/kept/desk-facts.ts';
import { type KeptTexts, loadKept, saveKept } from '../../../shared/kept/kept.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubLink } from '../../hub-client/hub-link.ts';

/**
 * Fills an empty copy, what is worked on first: all that is no ticket, the open tickets, then every ticket from the newest back. After
 * each page what has changed meanwhile is read from the feed, so that calls are taken with what is true now. One request at a
 * time: what a page says is never older than what was written before it was asked for. ADR 0266.
 */
export interface ReplicaFill {
  /** Begins, or goes on where an earlier run was broken off. `null` = broken off by `signal`; else how far the feed is read. */
  run(signal: AbortSignal): Promise<number | null>;
  /** Nothing is to be gone on with. */
  forget(): Promise<void>;
  /** Says how far it came in an earlier run, if it was broken off. */
  tellKept(): Promise<void>;
}

type At = NonNullable<ReturnType<typeof keptReplicaFill.read>>;

/** How often the screen hears of it, at most. */
const tellEveryMs = 500;
const pageLimit = 1000;

export function createReplicaFill(deps: {
  readonly meta: KeptTexts;
  readonly link: HubLink;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly logger: Logger;
  /** What desk and hub have of the contract in common. */
  readonly common: () => number;
  readonly apply: (changes: readonly Change[]) => Promise<void>;
  /** For whom a page was cut. `false` = for somebody else than the copy; that is mended, and the page to be asked for again. */
  readonly isOurs: (audience: string, signal: AbortSignal) => Promise<boolean>;
  /** Reads a page of the feed on from there; gives how far. */
  readonly follow: (since: number, signal: AbortSignal) => Promise<number>;
  readonly onFilling: (filling: Filling) => void;
  /** All open tickets are here, as far as the hub's index of them goes. */
  readonly onOpenHere: () => void;
}): ReplicaFill {
  const { meta, link, logger } = deps;
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = ({ part, done, total }: At, isUrgent: boolean) => {
    const now = deps.clock.monotonicMs();
    if (!isUrgent && now - toldAt < tellEveryMs) return;
    toldAt = now;
    deps.onFilling({ part, done, total });
  };
  /** One page, and what has changed meanwhile. */
  const step = async (at: At | null, signal: AbortSignal): Promise<Step> => {
    const { part, before, done } = at ?? begin;
    const asked = { part, limit: pageLimit, ...(before !== null && { before }) };
    const page = await link.call((hub) => hub.changes.fill(asked));
    // The hub was put back to an older day.
    if (at !== null && page.newest < at.seq) return { kind: 'anew' };
    if (!(await deps.isOurs(page.audience, signal))) return { kind: 'again' };
    await deps.apply(page.changes);
    const { newest, next } = page;
    const beside = { seq: at?.seq ?? newest, contract: at?.contract ?? deps.common() };
    const total = page.total ?? at?.total ?? null;
    if (next !== null) {
      const on = { part, before: next, done: done + page.read, total, ...beside };
      return { kind: 'on', newest, at: on };
    }
    if (part === 'open') deps.onOpenHere();
    const following = fillParts[fillParts.indexOf(part) + 1];
    if (following === undefined) return { kind: 'whole', seq: beside.seq };
    const on = { part: following, before: null, done: 0, total: null, ...beside };
    return { kind: 'on', newest, at: on };
  };
  const keep = async (at: At) => {
    await saveKept(meta, keptReplicaFill, at);
    return at;
  };
  const loadAt = () => loadKept(meta, keptReplicaFill, logger);
  return {
    async forget() {
      if ((await loadAt()) !== null) await saveKept(meta, keptReplicaFill, null);
    },
    async tellKept() {
      const at = await loadAt();
      if (at !== null) tell(at, true);
    },
    async run(signal) {
      let at = await loadAt();
      const steps = async () => {
        while (!signal.aborted) {
          // Either side has learned more, or less, since it was begun.
          if (at !== null && at.contract !== deps.common()) at = null;
          const next = await step(at, signal);
          if (next.kind === 'whole') return next.seq;
          if (next.kind === 'anew') at = null;
          if (next.kind !== 'on') continue;
          const isOther = at?.part !== next.at.part;
          at = await keep(next.at);
          tell(at, isOther);
          while (at.seq < next.newest && !signal.aborted)
            at = await keep({ ...at, seq: await deps.follow(at.seq, signal) });
        }
        return null;
      };
      try {
        return await steps();
      } catch (error) {
        // With the hub away this is what the screen goes on showing.
        if (at !== null) tell(at, true);
        throw error;
      }
    },
  };
}

type Step =
  | { readonly kind: 'on'; readonly newest: number; readonly at: At }
  | { readonly kind: 'whole'; readonly seq: number }
  | { readonly kind: 'again' | 'anew' };

const begin = { part: fillParts[0], before: null, done: 0 } as const;
