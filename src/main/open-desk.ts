import { join } from 'node:path';
import { deskKeyPair } from '../shared/node/desk-key-pair.ts';
import { createExportRoute } from './http/export-route.ts';
import { createRecordingRoutes } from './http/recording-routes.ts';
import { createAreas } from './areas.ts';
import type { HostDeps } from './host/host-core.ts';
import { createSignals } from './host/signals.ts';
import { absentHub } from './hub-client/hub-client.ts';
import { createHubTransport } from './hub-client/hub-transport.ts';
import { hubAddressOf } from '../shared/contract/hub-address.ts';
import { createBackground } from './host/background.ts';
import { loadConfig } from './config/load-config.ts';
import { createDeskState } from './host/desk-state.ts';
import { createProblems } from './host/problems.ts';
import { keptDeskId } from '../shared/kept/desk-facts.ts';
import { loadKept, saveKept } from '../shared/kept/kept.ts';
import { readConfigText } from '../shared/node/read-config-text.ts';
import { tightenFiles } from '../shared/node/private-files.ts';
import { writeFileDurably } from '../shared/node/durable-file.ts';
import { readDeskId } from './storage/desk-identity.ts';
import { createSealedTextFile } from './storage/sealed-text-file.ts';
import { openStore } from './storage/store-client.ts';

/** How long the desk is left to its start before the whole database is read. */
const checkAfterMs = 30_000;

/** Opens key, database and configuration, builds the areas on them and starts them. Throws what cannot be got over. */
export async function openDesk(host: HostDeps) {
  const { dataDirectory, logger, clock } = host;
  const deskKey = await host.keyVault.deskKey();
  const store = await openStore({
    workerUrl: host.storeWorker,
    file: join(dataDirectory, 'desk.db'),
    key: deskKey,
    migrationsDirectory: host.migrationsDirectory,
    now: clock.now(),
    logger,
  });
  tightenFiles(dataDirectory, /^desk[.-]/, ['recordings']);
  const deskKeys = deskKeyPair(deskKey);
  const { publicKey } = deskKeys;
  const kept = await loadKept(store.api.meta, keptDeskId, logger);
  const deskId = readDeskId(dataDirectory, { publicKey, kept });
  if (kept !== deskId) await saveKept(store.api.meta, keptDeskId, deskId);
  const deskState = createDeskState(host);
  const problems = createProblems({
    clock,
    logger,
    onChange: (list) => deskState.update({ problems: list }),
  });
  if (store.damagedKeptAs !== null) {
    problems.raise({ problemId: 'storage', code: 'storage.damaged', detail: store.damagedKeptAs });
  }
  const configFile = join(dataDirectory, 'desk.json');
  const loaded = loadConfig({
    file: {
      path: configFile,
      read: () => readConfigText(configFile),
      write: (text) => writeFileDurably(configFile, text),
    },
    sealedSecret: createSealedTextFile(join(dataDirectory, 'pbx-secret.sealed'), deskKey),
    problems,
    logger,
    embeddedHubUrl: host.embeddedHubUrl ?? null,
  });
  const stop = new AbortController();
  const inBackground = createBackground(logger);
  inBackground('store.check', async () => {
    await host.timers.wait(checkAfterMs, stop.signal);
    if (stop.signal.aborted || (await store.check()) !== 'damaged') return;
    problems.raise({ problemId: 'storage', code: 'storage.damageFound' });
  });
  const fetchUntilStop = cutAt(stop.signal, host.fetch);
  const hubAddress = loaded.config.hub && hubAddressOf(loaded.config.hub.url);
  const { areas, order } = createAreas({
    ...host,
    fetch: fetchUntilStop,
    deskId,
    loaded,
    store: store.api,
    deskState,
    problems,
    inBackground,
    signals: createSignals(),
    deskKey,
    deskKeys,
    hubAddress,
    hub: hubAddress
      ? createHubTransport({ ...host, address: hubAddress, fetch: fetchUntilStop })
      : absentHub,
  });
  for (const area of order) await area.restore?.();
  for (const area of order) await area.start?.(stop.signal);
  return {
    deskId,
    deskState,
    areas,
    recordingRoutes: createRecordingRoutes({
      recordings: areas.recordings,
      findRow: store.api.recordings.getRecording,
      user: areas.session.user,
      fetchFromHub: areas.hubLink.fetchFromHub,
    }),
    exportRoute: createExportRoute({
      user: areas.session.user,
      fetchFromHub: areas.hubLink.fetchFromHub,
    }),
    async close() {
      const backwards = order.toReversed();
      for (const area of backwards) area.close?.();
      deskState.close();
      stop.abort();
      for (const area of backwards) await area.stop?.();
      await store.close();
    },
  };
}

/** `fetch` whose calls end, at the latest, when `stop` aborts. */
function cutAt(stop: AbortSignal, fetchNow: typeof fetch): typeof fetch {
  return (input, init) => {
    const signals = [stop, ...(init?.signal ? [init.signal] : [])];
    return fetchNow(input, { ...init, signal: AbortSignal.any(signals) });
  };
}
