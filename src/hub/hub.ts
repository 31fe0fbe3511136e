import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import { tightenFiles } from '../shared/node/private-files.ts';
import { type HubKeyRing, openHubKeys } from './archive/hub-keys.ts';
import { createKeyedQueue } from '../shared/node/keyed-queue.ts';
import { createSegmentLooks } from './archive/segment-looks.ts';
import { createUploadGate } from './archive/upload-gate.ts';
import { createApiHandler } from './http/api-handler.ts';
import { createGuards } from './http/guards.ts';
import { createHubServer, listen, shut } from './http/hub-server.ts';
import { hubFailure } from './http/http-errors.ts';
import { createLimiters } from './http/limiters.ts';
import { endWithSession } from './http/end-with-session.ts';
import { hubLimits } from './http/limits.ts';
import { createSocketHandler } from './http/socket-handler.ts';
import { noteDamage } from './http/note-damage.ts';
import { createExportHandler } from './http/export-handler.ts';
import { createFolderSound } from './http/folder-sound.ts';
import { handleSound, recordingIdOf } from './http/sound-handler.ts';
import { createOpenDoor } from './http/open-door.ts';
import { createPages } from './http/pages.ts';
import { createTurns } from './http/turns.ts';
import { createUploadHandler } from './http/upload-handler.ts';
import { makeOwnAccounts } from './own-accounts.ts';
import { createQuietAudit } from './areas/audit/quiet-audit.ts';
import { authenticate, authenticateAgain } from './areas/session/authenticate.ts';
import { createDeskChallenges } from './areas/session/desk-challenges.ts';
import { createArgon2Passwords } from './areas/session/passwords.ts';
import { createRefusalAudit } from './areas/session/refusal-audit.ts';
import { createSignInQueue } from './areas/session/sign-in-queue.ts';
import { createSprayBrake } from './areas/session/spray-brake.ts';
import { createStrangerFailures } from './areas/session/stranger-failures.ts';
import { createChangeSignal } from './areas/replica/change-signal.ts';
import { createTicketClock } from './areas/tickets/ticket-clock.ts';
import { settleDeadlines } from './areas/office/settle-deadlines.ts';
import { createPendingExports } from './areas/export/pending-exports.ts';
import { createKnowledge } from './seed/create-knowledge.ts';
import { createJudgingClock } from './areas/knowledge/judging-clock.ts';
import { createKnowledgeClock } from './areas/knowledge/knowledge-clock.ts';
import type { AttachmentFiles } from './areas/attachments/attachment-files.ts';
import { createAttachmentFolder } from './archive/attachment-folder.ts';
import { letGoUnused } from './areas/attachments/receive-attachment.ts';
import { correctKnowledge } from './areas/knowledge/correct-knowledge.ts';
import { type Seed, seedStore } from './seed/seed-store.ts';
import { hubAreas } from './areas.ts';
import { openSystems } from './systems.ts';
import { openStore } from './open-store.ts';
import type { HubStore } from './storage/hub-store.ts';

export interface HubOptions {
  /** Holds `hub.db`, `keys/`, `incoming/`, `archive/` and `attachments/`; made when it is not there. */
  readonly dataFolder: string;
  /** On 127.0.0.1; 0 = any free one. */
  readonly port: number;
  readonly version: string;
  /** `archive/segment-look-worker.ts` or its bundle. */
  readonly lookWorker: URL;
  /** `areas/knowledge/judging-worker.ts` or its bundle; absent = the judged questions are not asked at night. */
  readonly judgingWorker?: URL | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Put into an empty database. */
  readonly seed?: Seed;
  /** Where the passwords of a hub that starts by itself are written, see `makeOwnAccounts`. */
  readonly accountsFile?: string;
  /** The folder of built pages (`dist/renderer`), of which the departments' page is served; absent = none is. */
  readonly pagesFolder?: string;
  /** `https://hub.example`: where people open that page, when it is not at this machine's own address. */
  readonly pageOrigin?: string;
  /** Free bytes at a path; by default the file system is asked. */
  readonly freeBytes?: (path: string) => Promise<number>;
}

export interface Hub {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** Stops listening, cuts open connections (uploads resume later) and closes the database. */
  close(): Promise<void>;
}

/** Unfinished uploads and the notes of finished ones are forgotten after 30 days. */
const uploadMemoryMs = 30 * 24 * 3_600_000;

/** How often uploads that nobody finishes are looked for. */
const tidyMs = 3_600_000;

/** Opens storage and keys, then listens. Throws `storage.damaged`, `storage.newerVersion`, or the system's error. */
export async function createHub(options: HubOptions): Promise<Hub> {
  const { dataFolder } = options;
  const incomingFolder = join(dataFolder, 'incoming');
  const archiveFolder = join(dataFolder, 'archive');
  const attachmentsFolder = join(dataFolder, 'attachments');
  for (const folder of [dataFolder, incomingFolder, archiveFolder, attachmentsFolder]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  const keys = await openHubKeys(join(dataFolder, 'keys'));
  const store = await openStore(join(dataFolder, 'hub.db'));
  tightenFiles(dataFolder, /^hub\.db/, ['archive', 'attachments', 'incoming', 'keys']);
  try {
    return await serve({ options, incomingFolder, archiveFolder, attachmentsFolder, keys, store });
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface ServeDeps {
  readonly options: HubOptions;
  readonly incomingFolder: string;
  readonly archiveFolder: string;
  readonly attachmentsFolder: string;
  readonly keys: HubKeyRing;
  readonly store: HubStore;
}

async function serve({
  options,
  incomingFolder,
  archiveFolder,
  attachmentsFolder,
  keys,
  store,
}: ServeDeps): Promise<Hub> {
  const { clock, logger, version } = options;
  const passwords = await createArgon2Passwords();
  if (options.seed) await seedStore({ store, passwords }, options.seed);
  await correctKnowledge(store, createKnowledge(clock.now()), clock.now());
  if (options.accountsFile !== undefined)
    await makeOwnAccounts({ store, clock, passwords }, options.accountsFile);

  const deps = sharedDeps({ options, store }, passwords);
  const { refusals } = deps;
  // The days of a year may have come with this release.
  await settleDeadlines(deps);
  const limiters = createLimiters(clock);
  const guards = createGuards({ ...deps, turns: createTurns(clock) });
  const onSignedOut = (sessionId: string): void => socket.endSession(sessionId);
  const { freeBytes } = deps;
  const attachments = createAttachmentFolder({ folder: attachmentsFolder, keys, freeBytes });
  const router = guards.open.router(
    hubAreas.routes(guards, {
      ...deps,
      keys: keys.shared,
      factorKey: keys.factorKey,
      onSignedOut,
      attachments,
    }),
  );
  const archive = { store, clock, keys, archiveFolder, inTurn: createKeyedQueue() };
  const { wrapPrivateKeyPem } = keys;
  const looks = createSegmentLooks({ workerUrl: options.lookWorker, wrapPrivateKeyPem, logger });
  const gate = createUploadGate({
    ...archive,
    incomingFolder,
    looks,
    freeBytes: deps.freeBytes,
    logger,
    quietly: deps.quietly,
    quota: { desk: hubLimits.desk, user: hubLimits.uploadsOfUser },
  });
  await gate.tidy(uploadMemoryMs);
  const tidying = startTidying(logger, async () => {
    await gate.letGoUnfinished(hubLimits.unfinishedUploadMs);
    await letGoUnused({ store, clock, attachments });
  });

  const authenticateToken = (token: string | null, address: string) =>
    authenticate(deps, token, address);
  const isOver = async (sessionId: string): Promise<boolean> => {
    const session = await store.sessions.get(sessionId);
    return !session || session.endedAt !== null || session.refreshExpiresAt <= clock.now();
  };
  const socket = createSocketHandler({
    router,
    logger,
    authenticate: authenticateToken,
    limiters,
    authenticateAgain: (sessionId, address) => authenticateAgain(deps, sessionId, address),
    isOver,
  });
  const checks = createTurns(clock);
  const soundDeps = { ...archive, logger, quietly: deps.quietly, checks };
  const giveOut = createExportHandler({ ...deps, openSound: createFolderSound(soundDeps) });
  const server = createHubServer({
    logger,
    limiters,
    authenticate: authenticateToken,
    api: await createApiHandler(router, version),
    uploads: createUploadHandler({ ...deps, gate, incomingFolder, limiters }),
    sound(exchange) {
      const { response, signedIn } = exchange;
      endWithSession(response, () => isOver(signedIn.sessionId), hubLimits.socket.pingMs);
      return noteDamage(deps, recordingIdOf(exchange.request), () =>
        handleSound(soundDeps, exchange),
      );
    },
    exported(exchange) {
      const { response, signedIn } = exchange;
      endWithSession(response, () => isOver(signedIn.sessionId), hubLimits.socket.pingMs);
      return giveOut(exchange);
    },
    open: createOpenDoor({ ...deps, limiters }),
    socket,
    pages: createPages(options),
  });
  const port = await listen(server, options.port);
  logger.info('hub.listening', { port });
  const works = startWorks(options, { ...deps, attachments });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async close() {
      clearInterval(tidying);
      socket.close();
      await shut(server);
      for (const work of works) await work.close();
      await looks.close();
      await refusals.flush();
      await store.close();
      logger.info('hub.closed');
    },
  };
}

/** What the hub does by itself, until it is closed. */
function startWorks(
  { dataFolder, judgingWorker }: HubOptions,
  deps: ReturnType<typeof sharedDeps> & { readonly attachments: AttachmentFiles },
) {
  return [
    ...openSystems(dataFolder, deps),
    createTicketClock(deps),
    createKnowledgeClock(deps),
    ...(judgingWorker ? [createJudgingClock({ ...deps, judgingWorker })] : []),
  ];
}

function startTidying(logger: Logger, tidy: () => Promise<void>): NodeJS.Timeout {
  return setInterval(() => {
    tidy().catch((error: unknown) => {
      hubFailure(error, logger, 'uploads.letGo');
    });
  }, tidyMs).unref();
}

/** What areas and doors share. */
function sharedDeps(
  { options, store }: Pick<ServeDeps, 'options' | 'store'>,
  passwords: Awaited<ReturnType<typeof createArgon2Passwords>>,
) {
  const { clock, logger, dataFolder, version } = options;
  const probe = options.freeBytes ?? freeBytesAt;
  return {
    store,
    clock,
    logger,
    passwords,
    version,
    refusals: createRefusalAudit({ store, clock }),
    quietly: createQuietAudit({ logger }),
    changes: createChangeSignal(),
    indexed: { isWhole: false },
    exports: createPendingExports(clock),
    challenges: createDeskChallenges({ clock }),
    queue: createSignInQueue({ wait: (ms) => setTimeout(ms, undefined, { ref: false }) }),
    brake: createSprayBrake({ clock }),
    strangers: createStrangerFailures(),
    startedAt: clock.now(),
    freeBytes: () => probe(dataFolder),
  };
}

async function freeBytesAt(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
