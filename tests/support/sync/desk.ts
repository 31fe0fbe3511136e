import Database from 'better-sqlite3';
import { createOutbox } from '../../../src/main/areas/hub-link/outbox.ts';
import { createReplica } from '../../../src/main/areas/hub-link/replica.ts';
import { createClosingUndo } from '../../../src/main/areas/tickets/closing-undo.ts';
import { createTickets } from '../../../src/main/areas/tickets/tickets.ts';
import type { HubTransport } from '../../../src/main/hub-client/hub-client.ts';
import { createHubLink } from '../../../src/main/hub-client/hub-link.ts';
import type { ChineseWords } from '../../../src/shared/node/search/chinese-words.ts';
import { migrate, readMigrations } from '../../../src/main/storage/migrate.ts';
import { createStoreQueries } from '../../../src/main/storage/store-queries.ts';
import { systemTimers } from '../../../src/main/system/system-parts.ts';
import { AppError } from '../../../src/shared/app-error.ts';
import { shippedRules } from '../../../src/shared/domain/office/office-rules.ts';
import type { User } from '../../../src/shared/domain/session/user.ts';
import { keptReplicaFill } from '../../../src/shared/kept/desk-facts.ts';
import { ownWords } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { Draft } from '../../../src/shared/domain/desk/desk-state.ts';
import { sourcePlaces } from '../host/desk-host.ts';
import { asAsync } from '../recordings-host.ts';
import { silentLogger } from '../silent-logger.ts';

const migrations = readMigrations(sourcePlaces.migrationsDirectory);
const plainWords = {
  forIndex: (text: string) => text,
  ofQuery: () => [],
} as unknown as ChineseWords;

/** One PC: its real store, outbox, replica and tickets, with a clock that may be wrong; several people use it in turn. */
export type SyncDesk = ReturnType<typeof createSyncDesk>;

export function createSyncDesk(of: {
  readonly deskId: string;
  readonly contract: number;
  readonly skewMs: number;
  readonly random: () => number;
  readonly newId: () => string;
  readonly line: HubTransport;
  readonly signInAtHub: (user: User, deskId: string) => Promise<string>;
  readonly signOutAtHub: (token: string) => Promise<void>;
}) {
  const { deskId, contract, random, newId, line } = of;
  const clock = { now: () => Date.now() + of.skewMs, monotonicMs: () => Date.now() };
  let db = new Database(':memory:');
  let person: { readonly user: User; readonly token: string | null } | null = null;
  let stop = new AbortController();

  const open = () => {
    migrate(db, migrations);
    const queries = createStoreQueries(db, plainWords);
    const api = {
      meta: asAsync(queries.meta),
      tickets: asAsync(queries.tickets),
      knowledge: asAsync(queries.knowledge),
      office: asAsync(queries.office),
      drafts: asAsync(queries.drafts),
      outbox: asAsync(queries.outbox),
      incidents: asAsync(queries.incidents),
    };
    stop = new AbortController();
    const link = createHubLink({
      transport: line,
      tokens: {
        async accessToken() {
          if (person === null) throw new AppError('hub.sessionExpired');
          if (person.token !== null) return person.token;
          throw new AppError('hub.unreachable');
        },
        refuse: () => undefined,
      },
      onStatus: () => undefined,
    });
    const parts = { clock, timers: systemTimers, random, logger: silentLogger, link };
    const outbox = createOutbox({
      ...parts,
      store: api.outbox,
      tickets: api.tickets,
      drafts: api.drafts,
      newId,
      problems: { raise: () => undefined, clear: () => undefined, list: () => [] },
      workNo: () => person?.user.workNo ?? null,
      onWaiting: () => undefined,
      onTicketTaken: () => undefined,
    });
    const replica = createReplica({
      ...parts,
      store: api,
      isSignedIn: () => person !== null,
      onTicket: () => undefined,
      onForgotten: () => undefined,
      onOfficeRules: () => undefined,
      onIncidents: () => undefined,
      onFilling: () => undefined,
      onOpenHere: () => undefined,
      onCurrent: () => undefined,
    });
    const undo = createClosingUndo({
      store: api.tickets,
      clock,
      timers: systemTimers,
      undoMs: 0,
      holdBack: outbox.holdBack,
      workNo: () => person?.user.workNo ?? null,
      onUndoable: () => undefined,
      onChanged: () => undefined,
    });
    const tickets = createTickets({
      store: api.tickets,
      clock,
      newId,
      recordingOf: async () => null,
      onChanged: () => undefined,
      undo,
      onLinked: () => undefined,
      onQueued: outbox.wake,
      rules: () => shippedRules,
    });
    void outbox.run(stop.signal);
    void replica.run(stop.signal);
    return { queries, tickets, outbox, replica };
  };
  let running = open();
  return {
    deskId,
    contract,
    user: () => person?.user ?? null,
    queries: () => running.queries,
    tickets: () => running.tickets,
    db: () => db,
    /** Everything of the process is gone; what is on the disk is there. */
    restart() {
      stop.abort();
      const disk = db.serialize();
      db.close();
      db = new Database(disk);
      running = open();
    },
    /**
     * Another disk, with nothing on it: a new PC in the place of this one. Only where no words would go with it that stand nowhere
     * else. `false` = there are some.
     */
    becomeEmpty(): boolean {
      const kept = db
        .prepare<[], { n: number }>(
          `SELECT (SELECT count(*) FROM drafts) + (SELECT count(*) FROM outbox WHERE state <> 'accepted') AS n`,
        )
        .get();
      if (kept?.n !== 0) return false;
      stop.abort();
      db.close();
      db = new Database(':memory:');
      running = open();
      return true;
    },
    /** Is an empty copy being filled? */
    isFilling: () =>
      keptReplicaFill.read(running.queries.meta.getMeta(keptReplicaFill.key)) !== null,
    /** Without the hub (`isAway`) people sign in all the same, and are asked who they are when it is back. */
    async signIn(user: User, isAway: boolean) {
      if (person?.token) await of.signOutAtHub(person.token);
      person = { user, token: isAway ? null : await of.signInAtHub(user, deskId) };
      running.outbox.wake();
      running.replica.wake();
    },
    async becomeKnown() {
      if (person === null || person.token !== null) return;
      const { user } = person;
      person = { user, token: await of.signInAtHub(user, deskId) };
    },
    /** As the page does it. */
    saveDraft(workNo: string, typed: Omit<Draft, 'savedAt'>) {
      const { tickets, drafts } = running.queries;
      const { body, base, draftKey } = typed;
      const kept = tickets.isGone(draftKey)
        ? { draftKey, body: ownWords(body, base?.intake ?? null), base: null }
        : typed;
      drafts.saveDraft(workNo, { ...kept, savedAt: clock.now() });
    },
    waitingOf: () =>
      db
        .prepare<[], { workNo: string }>(
          `SELECT DISTINCT work_no AS workNo FROM outbox WHERE state = 'waiting'`,
        )
        .all()
        .map(({ workNo }) => workNo),
    close() {
      stop.abort();
      db.close();
    },
  };
}
