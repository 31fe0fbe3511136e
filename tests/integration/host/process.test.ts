import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seedUsers } from '../../../src/hub/seed/seed-users.ts';
import { demoAccounts } from '../../../src/main/system/demo-accounts.ts';
import { emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { aDataDirectory, removeDirectory } from '../../support/host/desk-host.ts';
import { type DeskClient, openByUrl } from '../../support/host/host-clients.ts';
import { sendForm } from '../../support/host/ticket-form.ts';
import { signInAt } from '../../support/hub-client.ts';
import { aFullIntake, testPassword } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const main = resolve(import.meta.dirname, '../../../src/main/node/main.ts');

interface Running {
  readonly child: ChildProcess;
  readonly ready: {
    readonly event: string;
    readonly port: number;
    readonly deskUrl: string;
    readonly phoneUrl: string;
  };
  log(): string;
}

describe('the node host as a process', () => {
  let directory: string;
  let hub: RunningHub;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    hub = await startTestHub();
    directory = aDataDirectory({ hub: { url: hub.url() } });
    mkdirSync(join(directory, 'pages', 'desk'), { recursive: true });
    writeFileSync(join(directory, 'pages', 'desk', 'index.html'), '<title>desk</title>');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await end(child, 'SIGKILL');
    await hub.stop();
    removeDirectory(directory);
  });

  const spawnHost = (...args: string[]) => {
    const pages = join(directory, 'pages');
    const child = spawn(process.execPath, [main, '--data', directory, '--pages', pages, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  };
  const start = async (...args: string[]): Promise<Running> => {
    const child = spawnHost('--port', '0', ...args);
    if (!child.stdout || !child.stderr) throw new Error('no pipes');
    const log: string[] = [];
    child.stderr.on('data', (data) => log.push(String(data)));
    const [line] = await once(createInterface(child.stdout), 'line');
    return { child, ready: JSON.parse(String(line)), log: () => log.join('') };
  };
  const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    return (await exited)[0];
  };
  const connect = async ({ ready }: Running) => {
    const { link, origin, cookie, cut } = await openByUrl(ready.deskUrl);
    const page = await fetch(`${origin}/desk/`, { headers: { cookie } });
    return { client: createORPCClient<DeskClient>(link), page, cut };
  };

  it('says on one line where it is, serves its pages there, and ends cleanly on SIGTERM', async () => {
    const running = await start('--demo');
    const { client, page, cut } = await connect(running);
    expect(running.ready.event).toBe('host.ready');
    expect(await page.text()).toBe('<title>desk</title>');
    expect((await client.info()).demoAccounts).toEqual(demoAccounts);
    cut();
    expect(await end(running.child, 'SIGTERM')).toBe(0);
  });

  it('never writes a token, a password or a secret into its log', async () => {
    const running = await start();
    const { client, cut } = await connect(running);
    await client.session.signIn({ workNo: '1001', password: testPassword });
    cut();
    await end(running.child, 'SIGTERM');
    const tokens = [running.ready.deskUrl, running.ready.phoneUrl].map(
      (url) => new URL(url).searchParams.get('token') ?? 'none',
    );
    expect(running.log()).toContain('host.ready');
    for (const secret of [...tokens, testPassword]) expect(running.log()).not.toContain(secret);
  });

  it('keeps a closing that could still be taken back through SIGKILL, and sends it', async () => {
    const first = await start();
    const { client } = await connect(first);
    await client.session.signIn({ workNo: '1001', password: testPassword });
    const named = await client.tickets.newTicket();
    const { ticketId } = named;
    await sendForm(client, { ...named, intake: aFullIntake(), closeAs: 'directAnswer' });
    await end(first.child, 'SIGKILL');
    const after = await connect(await start());
    expect(await after.client.tickets.get({ ticketId })).toMatchObject({ state: 'closed' });
    const lead = await signInAt(hub.url(), '2001');
    await vi.waitFor(async () => {
      const { changes } = await lead.client.changes.pull({ since: 0, limit: 1000 });
      const bodies = changes.flatMap(({ body }) => ('state' in body ? [body] : []));
      const sent = bodies.find((body) => body.ticketId === ticketId);
      expect(sent).toMatchObject({ state: 'closed', closedByWorkNo: '1001' });
    }, 15_000);
    after.cut();
  });

  it('keeps a draft and the session through SIGKILL', async () => {
    const first = await start();
    const before = await connect(first);
    const draftKey = randomUUID();
    await before.client.session.signIn({ workNo: '1001', password: testPassword });
    await before.client.drafts.save({
      draftKey,
      body: { ...emptyIntake, content: '说到一半' },
      base: null,
    });
    await end(first.child, 'SIGKILL');
    const after = await connect(await start());
    expect(await after.client.drafts.get({ draftKey })).toMatchObject({
      body: { content: '说到一半' },
    });
    after.cut();
  });

  it('says in Chinese that its port is taken, and ends', async () => {
    const first = await start();
    const second = spawnHost('--port', String(first.ready.port));
    const text: string[] = [];
    second.stderr?.on('data', (data) => text.push(String(data)));
    const [code] = await once(second, 'exit');
    expect([code, text.join('')]).toEqual([2, expect.stringContaining('端口已被占用')]);
  });

  it('offers only demonstration accounts that the seed makes', () => {
    const seeded = seedUsers().map(({ workNo, password, role }) => ({ workNo, password, role }));
    for (const account of demoAccounts) expect(seeded).toContainEqual(account);
  });
});
