import { eventsOf } from '../../src/shared/contract/desk/desk-news.ts';
import {
  aDataDirectory,
  aPbxSection,
  removeDirectory,
  startTestHost,
} from '../support/host/desk-host.ts';
import { messagePortPages } from '../support/host/host-clients.ts';
import { testPassword } from '../support/hub-values.ts';

/** What an empty desk host took to be filled, told by the process of `replicate-desk.ts`. Memory is resident, of the whole process. */
export interface Replicated {
  /** From the sign-in to the open tickets, and to all. */
  readonly openMs: number;
  readonly wholeMs: number;
  readonly restMb: number;
  readonly peakMb: number;
  readonly processorMs: number;
}

const [url = ''] = process.argv.slice(2);
const directory = aDataDirectory({ hub: { url }, pbx: aPbxSection });
try {
  const host = await startTestHost(directory);
  const pages = messagePortPages(host);
  const { client } = await pages.desk();
  const restMb = process.memoryUsage.rss() / 2 ** 20;
  const cpu = process.cpuUsage();
  const begun = performance.now();
  let openMs = Number.NaN;
  await client.session.signIn({ workNo: '1001', password: testPassword });
  for await (const event of eventsOf(await client.watch())) {
    if (event.kind !== 'state') continue;
    const { filling, replicaAt } = event.state.sync;
    if (Number.isNaN(openMs) && filling?.part === 'tickets') openMs = performance.now() - begun;
    if (replicaAt !== null) break;
  }
  const wholeMs = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const told: Replicated = {
    openMs,
    wholeMs,
    restMb,
    peakMb,
    processorMs: (user + system) / 1000,
  };
  await pages.close();
  await host.close();
  process.send?.(told);
} finally {
  removeDirectory(directory);
}
