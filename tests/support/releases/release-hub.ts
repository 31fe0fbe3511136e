import { randomUUID } from 'node:crypto';
import { createHub } from '../../../src/hub/hub.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { type HubClient, hubClient } from '../hub-client.ts';
import { testPassword, testSeed } from '../hub-values.ts';
import { silentLogger } from '../silent-logger.ts';
import type { ReleaseHub, ReleaseHubOptions } from './release.ts';

/** A hub of this release on a free port, with the test's people. Bundled by `npm run release:freeze`, it stays what it was. */
export async function openHub({
  dataFolder,
  port,
  log,
  lookWorker = new URL('../../../src/hub/archive/segment-look-worker.ts', import.meta.url),
}: ReleaseHubOptions): Promise<ReleaseHub> {
  const note = (event: string, fields = {}) => void log?.push({ event, fields });
  const logger = { ...silentLogger, warn: note, error: note, child: () => logger };
  const hub = await createHub({
    dataFolder,
    port: port ?? 0,
    version: 'test',
    lookWorker,
    clock: systemClock,
    logger,
    seed: testSeed(),
    freeBytes: async () => 1e12,
  });
  const clients = new Map<string, HubClient>();
  /** Once each: hashing a password takes long. */
  const signIn = async (workNo: string): Promise<HubClient> => {
    const known = clients.get(workNo);
    if (known) return known;
    const credentials = { workNo, password: testPassword, deskId: randomUUID() };
    const session = await hubClient(hub.url).auth.signIn(credentials);
    const client = hubClient(hub.url, session.accessToken);
    clients.set(workNo, client);
    return client;
  };
  return {
    url: hub.url,
    port: hub.port,
    close: () => hub.close(),
    async calls() {
      const lead = await signIn('2001');
      const any = { from: null, to: null, agentWorkNo: null, direction: null, text: '' };
      const { items } = await lead.calls.list({
        ...any,
        recordingStates: [],
        limit: 200,
        offset: 0,
      });
      return items.map(({ call, recording }) => ({
        callId: call.callId,
        recording: recording?.state ?? null,
      }));
    },
    async tickets() {
      const agent = await signIn('1002');
      const { changes } = await agent.changes.pull({ since: 0, limit: 1000 });
      return changes.flatMap((change) =>
        change.entity === 'ticket'
          ? [
              {
                ticketId: change.body.ticketId,
                content: change.body.content,
                state: change.body.state,
              },
            ]
          : [],
      );
    },
  };
}
