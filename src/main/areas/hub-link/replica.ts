import type { Clock } from '../../../shared/clock.ts';
import type { Change } from '../../../shared/contract/replica/schemas.ts';
import { contractNumber } from '../../../shared/contract/since.ts';
import {
  keptReplicaAt,
  keptReplicaAudience,
  keptReplicaContract,
  keptReplicaSeq,
} from '../../../shared/kept/desk-facts.ts';
import { type KeptTexts, loadKept, saveKept } from '../../../shared/kept/kept.ts';
import type { Filling } from '../../../shared/domain/desk/desk-state.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Forgotten } from '../../storage/forget-tickets.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import { type Timers, jitter } from '../../host/timers.ts';
import type { HubClient } from '../../hub-client/hub-client.ts';
import { hubError } from '../../hub-client/hub-errors.ts';
import type { HubLink } from '../../hub-client/hub-link.ts';
import { createReplicaFill } from './replica-fill.ts';

/** Keeps the local copy of tickets, knowledge and office rules equal to the hub's. */
export interface Replica {
  /** Pulls and watches until `signal` aborts; with the hub away, tries again for ever. */
  run(signal: AbortSignal): Promise<void>;
  /** Somebody signed in, or the network is back: do not wait for the next try. */
  wake(): void;
  /** Somebody else sits here: what is watched was watched in the name of the person before. */
  changePerson(): void;
}

/** Changes asked for at once, and written at once: a screen pop must not wait behind a long write. */
const pullLimit = 1000;
const writeLimit = 100;

/** From which contract on a hub knows how to fill an empty copy. */
const fillSince = 3;

type Pulled = Awaited<ReturnType<HubClient['changes']['pull']>>;

/** Where the copy is written. */
export interface ReplicaStore {
  readonly meta: KeptTexts;
  readonly tickets: Pick<StoreApi['tickets'], 'applyHubTickets' | 'forgetTickets'>;
  readonly knowledge: Pick<StoreApi['knowledge'], 'applyKnowledge'>;
  readonly office: Pick<StoreApi['office'], 'applyOfficeRules'>;
  readonly incidents: Pick<StoreApi['incidents'], 'applyIncidents'>;
}

export function createReplica(deps: {
  readonly store: ReplicaStore;
  readonly link: HubLink;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly logger: Logger;
  readonly isSignedIn: () => boolean;
  readonly onTicket: (ticketId: string) => void;
  /** What is not for whoever is signed in was forgotten here. */
  readonly onForgotten: (forgotten: readonly Forgotten[]) => void;
  /** Rules of the office have come, and are kept. */
  readonly onOfficeRules: () => void;
  /** Incidents have come, and are kept. */
  readonly onIncidents: () => void;
  /** How far an empty copy is filled; `undefined` = it is not being filled (any more). */
  readonly onFilling: (filling: Filling | undefined) => void;
  /** While it is filled: the open tickets have come. */
  readonly onOpenHere: () => void;
  /** The copy is, or at the end of an earlier run was, the hub's as a whole. Never called while its first filling runs. */
  readonly onCurrent: (replicaAt: number) => void;
}): Replica {
  const { store, link, logger } = deps;
  let wakeUp = new AbortController();
  let personLeft = new AbortController();
  /** Tries in a row that have brought nothing. */
  let failures = 0;

  /** What this copy can hold: it is read anew when either side has learned more, or less. */
  const common = () => Math.min(contractNumber, link.contract());
  /** An empty copy is filled where the hub knows how; else, and from there on, the feed is read in its order. */
  const pullAll = async (signal: AbortSignal) => {
    const have = await pullFrom(await loadKept(store.meta, keptReplicaSeq, logger), signal);
    if (have === null) return 0;
    await becomeCurrent();
    return have;
  };
  const pullFrom = async (from: number, signal: AbortSignal): Promise<number | null> => {
    let since = from;
    let contract = await loadKept(store.meta, keptReplicaContract, logger);
    let more = true;
    while (more && !signal.aborted) {
      const page = await link.call((hub) => hub.changes.pull({ since, limit: pullLimit }));
      if (since > 0 && contract !== common()) {
        logger.info('replica.anew', { contract, common: common() });
        since = 0;
      } else if (since === 0 && common() >= fillSince) {
        const filled = await fill.run(signal);
        if (filled === null) return null;
        since = filled;
        more = since > 0;
      } else {
        await take(page, since, signal);
        more = page.more;
        since = page.next;
      }
      contract = common();
      await saveKept(store.meta, keptReplicaContract, contract);
      await saveKept(store.meta, keptReplicaSeq, since);
      // It is whole; or a program of before has read the feed from its beginning meanwhile.
      if (since > 0 || !more) await fill.forget();
    }
    return signal.aborted ? null : since;
  };
  /** A page of the feed; what another person may see comes first. */
  const take = async (page: Pulled, since: number, signal: AbortSignal) => {
    const { audience, changes } = page;
    const isOthers = audience !== undefined && (await audienceKept()) !== audience;
    // From its beginning on the feed says of each ticket whether it is for this person.
    if (isOthers && since > 0) await changeAudience(signal);
    else if (isOthers) await saveKept(store.meta, keptReplicaAudience, audience);
    await apply(changes);
    failures = 0;
  };
  const fill = createReplicaFill({
    meta: store.meta,
    link,
    clock: deps.clock,
    logger,
    common,
    async apply(changes) {
      await apply(changes);
      failures = 0;
    },
    async isOurs(audience, signal) {
      const kept = await audienceKept();
      if (kept === audience) return true;
      if (kept !== null) await changeAudience(signal);
      else await saveKept(store.meta, keptReplicaAudience, audience);
      return kept === null;
    },
    async follow(since, signal) {
      const page = await link.call((hub) => hub.changes.pull({ since, limit: pullLimit }));
      await take(page, since, signal);
      return page.next;
    },
    onFilling: deps.onFilling,
    onOpenHere: deps.onOpenHere,
  });
  const audienceKept = () => loadKept(store.meta, keptReplicaAudience, logger);
  /**
   * Somebody else sits here, or in another role: of what not everybody may read this person's part is taken, and the rest forgotten.
   * Broken off, it is begun again; until then lists and look-ups hide it (`hidden-tickets.ts`).
   */
  const changeAudience = async (signal: AbortSignal) => {
    let after: string | undefined;
    let first: string | null = null;
    let isSame = true;
    do {
      const page = await link.call((hub) => hub.changes.restricted({ after, limit: pullLimit }));
      first ??= page.audience;
      isSame = page.audience === first;
      await apply(page.changes);
      after = page.next ?? undefined;
    } while (isSame && after !== undefined && !signal.aborted);
    if (isSame && !signal.aborted) await saveKept(store.meta, keptReplicaAudience, first);
    logger.info('replica.audience', { isWhole: isSame });
  };
  const becomeCurrent = async () => {
    const now = deps.clock.now();
    await saveKept(store.meta, keptReplicaAt, now);
    deps.onFilling(undefined);
    deps.onCurrent(now);
  };
  /** What was told is the next in order: it need not be pulled. Told and pulled may overlap; nothing is written twice. */
  const takePage = async (changes: readonly Change[], have: number, seq: number) => {
    await apply(changes.filter((change) => change.seq > have));
    const next = Math.max(have, seq);
    await saveKept(store.meta, keptReplicaSeq, next);
    await becomeCurrent();
    return next;
  };
  const apply = async (changes: readonly Change[]) => {
    for (let from = 0; from < changes.length; from += writeLimit)
      await write(changes.slice(from, from + writeLimit));
  };
  const write = async (told: readonly Change[]) => {
    const changes = newestOnly(told);
    const gone = changes.flatMap((change) =>
      change.entity === 'ticketGone' ? [change.body.ticketId] : [],
    );
    const tickets = changes.flatMap((change) => (change.entity === 'ticket' ? [change.body] : []));
    const entries = changes.flatMap((change) =>
      change.entity === 'knowledge' ? [change.body] : [],
    );
    const rules = changes.flatMap((change) =>
      change.entity === 'officeRule' ? [change.body] : [],
    );
    const incidents = changes.flatMap((change) =>
      change.entity === 'incident' ? [change.body] : [],
    );
    // First: tickets that come with a rule are counted by it.
    if (rules.length > 0) await store.office.applyOfficeRules(rules);
    if (tickets.length > 0) await store.tickets.applyHubTickets(tickets);
    if (entries.length > 0) await store.knowledge.applyKnowledge(entries);
    if (incidents.length > 0) await store.incidents.applyIncidents(incidents);
    if (rules.length > 0) deps.onOfficeRules();
    if (incidents.length > 0) deps.onIncidents();
    for (const ticket of tickets) deps.onTicket(ticket.ticketId);
    if (gone.length > 0) deps.onForgotten(await store.tickets.forgetTickets(gone));
  };
  const follow = async (signal: AbortSignal, onConnected: () => void) => {
    let have = await pullAll(signal);
    const watch = await link.watchChanges(signal);
    onConnected();
    let isFirst = true;
    for await (const { seq, page, audience } of watch) {
      // The hub was put back to an older day. Later in a watch a lower number is only older than what was pulled meanwhile.
      const isRestored = isFirst && seq < have;
      isFirst = false;
      if (isRestored) await saveKept(store.meta, keptReplicaSeq, 0);
      const isOthers = audience !== undefined && audience !== (await audienceKept());
      if (isRestored || isOthers || (seq > have && !(page && page.since <= have)))
        have = await pullAll(signal);
      else if (page) have = await takePage(page.changes, have, seq);
      else deps.onCurrent(deps.clock.now());
      if (signal.aborted) return;
    }
  };
  return {
    wake: () => wakeUp.abort(),
    changePerson: () => personLeft.abort(),
    async run(signal) {
      const filledAt = await loadKept(store.meta, keptReplicaAt, logger);
      if (filledAt !== null) deps.onCurrent(filledAt);
      await fill.tellKept();
      const onConnected = () => {
        failures = 0;
      };
      while (!signal.aborted) {
        try {
          personLeft = new AbortController();
          const ofPerson = AbortSignal.any([signal, personLeft.signal]);
          if (deps.isSignedIn()) await follow(ofPerson, onConnected);
          else await link.probe();
        } catch (error) {
          logger.debug('replica.retry', { code: hubError(error).code });
        }
        await deps.timers.wait(
          jitter(failures, deps.random),
          AbortSignal.any([signal, wakeUp.signal]),
        );
        wakeUp = new AbortController();
        failures += 1;
      }
    },
  };
}

/** Of a ticket that was told twice, in whatever words, the later word holds. */
function newestOnly(changes: readonly Change[]): readonly Change[] {
  const last = new Map(
    changes.flatMap((change, at) =>
      'ticketId' in change.body ? [[change.body.ticketId, at]] : [],
    ),
  );
  return changes.filter(({ body }, at) => !('ticketId' in body) || last.get(body.ticketId) === at);
}
