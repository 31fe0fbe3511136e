import { randomUUID } from 'node:crypto';
import { diagnoseServer } from '../../../src/main/diagnose-server.ts';
import { systemParts } from '../../../src/main/system/system-parts.ts';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { testPassword } from '../hub-values.ts';
import { startTestHost } from './desk-host.ts';
import { watchDesk } from './desk-watch.ts';
import { messagePortPages } from './host-clients.ts';
import { recordACall } from './record-a-call.ts';

/**
 * `office-desk-process.ts DIR WSS_URL`: a desk as a process of its own, on what `systemParts` takes from the machine. Signs
 * in, brings a recording to the hub, asks what is wrong with a PBX, and prints how it went as one JSON line.
 */
const [directory = '', pbxUrl = ''] = process.argv.slice(2);
const lines: string[] = [];
const log = (event: string, fields: object = {}) =>
  void lines.push(JSON.stringify({ event, ...fields }));
const logger = { debug: log, info: log, warn: log, error: log, child: () => logger };
const host = await startTestHost(directory, { ...systemParts(directory, logger), logger });
const pages = messagePortPages(host);
const { client: desk } = await pages.desk();
const watch = await watchDesk(desk);

const signedIn = await desk.session
  .signIn({ workNo: '1001', password: testPassword })
  .then(() => 'yes')
  .catch((error: unknown) => fromWireError(error).code);
let synced = false;
if (signedIn === 'yes') {
  const { client: phone } = await pages.phone();
  await recordACall(host, phone, { recordingId: randomUUID(), text: 'the sound' });
  await watch.until('synced', ({ sync }) => sync.lastSyncedAt !== null, 20_000);
  await watch.until('replica', ({ sync }) => sync.replicaAt !== null);
  synced = true;
} else {
  await watch.until('problem', ({ problems }) => problems.some(({ code }) => code === signedIn));
}
const problems = watch.state().problems.map(({ code }) => code);
const pbx = await diagnoseServer(pbxUrl);
process.stdout.write(`${JSON.stringify({ signedIn, synced, problems, pbx, lines })}\n`);
process.exit(0);
