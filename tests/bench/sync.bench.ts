import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startService } from '../../tools/launch/start-service.ts';
import { demonstrationPassword } from '../../src/hub/seed/seed-users.ts';
import { aDataDirectory, removeDirectory, startTestHost } from '../support/host/desk-host.ts';
import { messagePortPages } from '../support/host/host-clients.ts';
import { startStack } from '../support/stack.ts';
import { intakeOf } from '../../src/shared/domain/tickets/intake-merge.ts';
import { openCountingLine } from './counting-line.ts';
import { figureOf, print, round } from './figure.ts';

const changes = 60;
/** Before each change, so that it finds everybody at rest: the list is read again at most each 300 ms. */
const pauseMs = 1000;
const shownMs = 15_000;

declare global {
  /** When a change was painted, by its text; epoch milliseconds with fractions. */
  var benchPainted: Map<string, number> | undefined;
}

/** Runs in the page before its own scripts. */
function installPaintTap(): void {
  const painted = new Map<string, number>();
  globalThis.benchPainted = painted;
  const look = () => {
    for (const [text] of (document.body.textContent ?? '').matchAll(/改动第\d{4}次/g)) {
      if (painted.has(text)) continue;
      painted.set(text, Number.NaN);
      // In the frame that shows it, behind its painting.
      requestAnimationFrame(() =>
        globalThis.setTimeout(() => painted.set(text, performance.timeOrigin + performance.now())),
      );
    }
  };
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    }),
  );
}

/**
 * A change of a ticket at one desk (a real host, told as its page would tell it) until it is painted in the list of another (host, Chromium), over a hub
 * of its own process; and what goes over the other desk's line for it, in both directions, its reports and all that belongs to no change taken
 * away by a rest of the same length.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  const hub = await startService({
    name: 'hub',
    args: [
      join(import.meta.dirname, '../../src/hub/cli.ts'),
      ...['--data', join(folder, 'hub'), '--port', '0', '--seed', 'demo'],
    ],
    readyEvent: 'hub.ready',
    logFile: join(folder, 'hub.log'),
    timeoutMs: 60_000,
  });
  const hubUrl = String(hub.ready['url']);
  const line = await openCountingLine(hubUrl);
  const directory = aDataDirectory({ hub: { url: hubUrl } });
  const host = await startTestHost(directory);
  const pages = messagePortPages(host);
  const stack = await startStack({ pbx: null, hubUrl: line.url, tap: installPaintTap });
  try {
    const { client } = await pages.desk();
    await client.session.signIn({ workNo: '1002', password: demonstrationPassword });
    await stack.signIn();
    const page = stack.desk();
    await page.getByRole('button', { name: '工单', exact: true }).click();
    await page.getByRole('row').nth(3).waitFor();
    const { ticketId, ticketNo } = await client.tickets.newTicket();
    const change = async (content: string, isNew: boolean) => {
      const base = isNew ? null : await baseOf(client, ticketId);
      const at = performance.timeOrigin + performance.now();
      const action = { kind: 'edit', changes: { kind: 'help', content } } as const;
      const command = { ticketId, ticketNo, base, call: null, action };
      await client.tickets.carryOut({ commandId: randomUUID(), command });
      return at;
    };
    await change('还没有改动', true);
    await page.getByRole('searchbox').fill(ticketNo);
    await page.getByRole('row').getByText('还没有改动').waitFor();
    const load = loadavg()[0] ?? Number.NaN;
    const bytesIn = async (work: () => Promise<void>) => {
      const before = line.bytes();
      await work();
      const after = line.bytes();
      return after.sent - before.sent + after.received - before.received;
    };
    const [paintedMs, bytes, restBytes]: [number[], number[], number[]] = [[], [], []];
    for (let index = 0; index < changes; index += 1) {
      restBytes.push(await bytesIn(() => setTimeout(pauseMs)));
      const content = `改动第${String(index).padStart(4, '0')}次`;
      bytes.push(
        await bytesIn(async () => {
          const at = await change(content, false);
          const shown = await page.waitForFunction(
            (text) => globalThis.benchPainted?.get(text) || null,
            content,
            { polling: 50, timeout: shownMs },
          );
          paintedMs.push(Number(await shown.jsonValue()) - at);
          await setTimeout(pauseMs - 500);
        }),
      );
    }
    print({ ...figureOf('sync.painted', 'ms', paintedMs), load: round(load) });
    const perChange = figureOf('sync.bytes', 'B', bytes);
    print({ ...perChange, restP50: figureOf('', 'B', restBytes).p50 });
  } finally {
    await stack.stop();
    await pages.close();
    await host.close();
    line.close();
    await hub.stop();
    removeDirectory(directory);
    rmSync(folder, { recursive: true, force: true });
  }
}

type Client = Awaited<ReturnType<ReturnType<typeof messagePortPages>['desk']>>['client'];

/** Upon what it is changed, as the form of a page names it. */
async function baseOf({ tickets }: Client, ticketId: string) {
  const ticket = await tickets.get({ ticketId });
  return { revision: ticket.revision, intake: intakeOf(ticket) };
}
