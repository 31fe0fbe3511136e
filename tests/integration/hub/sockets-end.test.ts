import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type SignedInDesk, hubSocketClient, signInAt } from '../../support/hub-client.ts';
import { openRawSocket } from '../../support/hostile-socket.ts';
import { makeSegment, tusClient } from '../../support/hub-upload.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const setUser = join(import.meta.dirname, '..', '..', '..', 'src', 'hub', 'set-user.ts');
/** `hubLimits.socket.pingMs` */
const pingMs = 15_000;

describe('a socket of the hub ends', () => {
  let hub: RunningHub;
  let desk: SignedInDesk;
  beforeEach(async () => {
    // The hub's own rounds are in the test's hand; sockets and everything else go by the real clock.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    hub = await startTestHub();
    desk = await signInAt(hub.url(), '1001');
  });
  afterEach(async () => {
    await hub.stop();
    vi.useRealTimers();
  });

  const open = async ({ token }: { token: string }) => {
    const socket = new WebSocket(`${hub.url().replace('http', 'ws')}/ws`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const ended = new Promise<number>((resolve) => socket.once('close', resolve));
    let pings = 0;
    socket.on('ping', () => (pings += 1));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return { socket, ended, pings: () => pings, isOpen: () => socket.readyState === socket.OPEN };
  };

  it('at sign-out, and those of others do not', async () => {
    const own = await open(desk);
    const other = await open(await signInAt(hub.url(), '1001'));
    await desk.client.auth.signOut();
    expect(await own.ended).toBe(4401);
    expect(other.isOpen()).toBe(true);
    other.socket.terminate();
  });

  it('with the next round when IT has disabled the person', async () => {
    const own = await open(desk);
    const other = await open(await signInAt(hub.url(), '1002'));
    const args = [setUser, '--data', hub.dataFolder, '--work-no', '1001', '--disable'];
    await promisify(execFile)(process.execPath, args);
    await vi.advanceTimersByTimeAsync(pingMs);
    expect(await own.ended).toBe(4401);
    await vi.waitUntil(() => other.pings() === 1);
    other.socket.terminate();
  });

  it('when its other side does not answer a ping: half open, asleep or gone', async () => {
    const living = await open(desk);
    const port = Number(new URL(hub.url()).port);
    const silent = await openRawSocket(port, '/ws', [`Authorization: Bearer ${desk.token}`]);
    expect(silent.status).toBe(101);
    await vi.advanceTimersByTimeAsync(pingMs);
    await vi.waitUntil(() => living.pings() === 1 && silent.received() > 0);
    expect(silent.socket.destroyed).toBe(false);
    // The answer of the living one must have come before the next round asks for it.
    (await hubSocketClient(hub.url(), { authorization: `Bearer ${desk.token}` })).close();
    await vi.advanceTimersByTimeAsync(pingMs);
    await silent.closed;
    await vi.waitUntil(() => living.pings() === 2);
    expect(living.isOpen()).toBe(true);
    living.socket.terminate();
  });

  it('never begins for a page: whoever names an origin is refused', async () => {
    const authorization = `Bearer ${desk.token}`;
    for (const origin of ['http://evil.test.invalid', hub.url(), 'null'])
      await expect(hubSocketClient(hub.url(), { authorization, origin })).rejects.toThrow('403');
    (await hubSocketClient(hub.url(), { authorization })).close();
  });

  it('as an upload does that nobody finishes within a week, while the hub runs', async () => {
    const segment = await makeSegment(desk.session.keys, {});
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    await tus.patch(location, 0, segment.bytes.subarray(0, 5000));
    const incoming = () => readdir(join(hub.dataFolder, 'incoming'));
    hub.clock.advance(6 * 24 * 3_600_000);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(await incoming()).toHaveLength(1);
    hub.clock.advance(2 * 24 * 3_600_000);
    await vi.advanceTimersByTimeAsync(3_600_000);
    await vi.waitUntil(async () => (await incoming()).length === 0);
    const later = await signInAt(hub.url(), '1001', desk.deskId);
    expect((await tusClient(hub.url(), later.token).head(location)).status).toBe(404);
  });
});
