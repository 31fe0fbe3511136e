import { randomBytes, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HubSession } from '../../../src/shared/contract/session/schemas.ts';
import { type Served, startGoodClient } from '../../support/good-client.ts';
import { head, hostileExchange } from '../../support/hostile-http.ts';
import { frame, openRawSocket } from '../../support/hostile-socket.ts';
import { hubClient } from '../../support/hub-client.ts';
import { type HubAndTwoDesks, startHubAndTwoDesks } from '../../support/hub-and-two-desks.ts';
import { makeSegment, tusClient, uploadWhole } from '../../support/hub-upload.ts';
import { burdenOf } from '../../support/process-burden.ts';

/** How long an attack lasts while the other desk is measured. */
const attackMs = 4000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('one desk that does its worst', { timeout: 90_000 }, () => {
  let hub: HubAndTwoDesks['hub'];
  let port: number;
  let attacker: HubSession;
  let victim: HubSession;
  let quiet: Served;

  let signIn: HubAndTwoDesks['signIn'];
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ hub, port, signIn, bad: attacker, good: victim, stop } = await startHubAndTwoDesks());
    const first = await startGoodClient(hub.url, victim.accessToken, 'command');
    await pause(3000);
    quiet = await first.stop();
  });
  afterAll(() => stop());

  /** Commands of another desk during the attack: at most 250 ms, and five times the quiet case of the same run. */
  const measured = async (attack: () => Promise<() => void>): Promise<void> => {
    const before = burdenOf(hub.pid);
    // In place before the attack begins, so that it measures the desk and not its start.
    const good = await startGoodClient(hub.url, victim.accessToken, 'command');
    const end = await attack();
    await pause(attackMs);
    const served = await good.stop();
    const during = burdenOf(hub.pid);
    end();
    await vi.waitUntil(() => burdenOf(hub.pid).handles <= before.handles + 20, {
      timeout: 20_000,
      interval: 50,
    });
    console.log(
      `one desk's worst: quiet ${quiet.medianMs.toFixed()}/${quiet.slowestMs.toFixed()} ms, attacked ${served.medianMs.toFixed()}/${served.slowestMs.toFixed()} ms (median/slowest), rss ${before.rssMb.toFixed()} → ${during.rssMb.toFixed()} MB`,
    );
    expect(served.failures).toEqual([]);
    expect(served.asked).toBeGreaterThan(10);
    expect(served.medianMs).toBeLessThan(Math.max(250, 2 * quiet.medianMs));
    expect(served.medianMs).toBeLessThan(5 * Math.max(quiet.medianMs, 10));
    expect(during.rssMb).toBeLessThan(before.rssMb + 200);
    expect(hub.hasEnded()).toBe(false);
  };
  const attackerSocket = () =>
    openRawSocket(port, '/ws', [`Authorization: Bearer ${attacker.accessToken}`]);

  it('with 20 000 watches on one socket slows down no other desk', () =>
    measured(async () => {
      const { socket } = await attackerSocket();
      for (let id = 0; id < 20_000; id += 1) {
        socket.write(frame(JSON.stringify({ i: `w${id}`, p: { u: '/changes/watch', b: {} } })));
      }
      await pause(1500);
      return () => socket.resetAndDestroy();
    }));

  it('with answers that it does not read slows down no other desk', () =>
    measured(async () => {
      const sockets = await Promise.all([attackerSocket(), attackerSocket(), attackerSocket()]);
      for (const { socket } of sockets) {
        socket.pause();
        for (let id = 0; id < 2000; id += 1) {
          const input = { json: { since: 0, limit: 1000 } };
          socket.write(frame(JSON.stringify({ i: `p${id}`, p: { u: '/changes/pull', b: input } })));
        }
      }
      return () => sockets.forEach(({ socket }) => socket.resetAndDestroy());
    }));

  it('with the largest calls, as many at once as it can, over HTTP, slows down no other desk', () =>
    measured(async () => {
      const state = { isOver: false };
      const client = hubClient(hub.url, attacker.accessToken);
      for (let lane = 0; lane < 16; lane += 1) {
        void (async () => {
          while (!state.isOver) {
            await client.changes.pull({ since: 0, limit: 1000 }).catch(() => pause(5));
          }
        })();
      }
      return () => {
        state.isOver = true;
      };
    }));

  it('with a thousand requests in one breath is cut before they are worked on', async () => {
    const breath = head('GET /api/health').repeat(1000);
    const { statuses, end } = await hostileExchange(port, [breath], 10_000);
    expect(statuses.length).toBeLessThanOrEqual(8);
    expect(end).not.toBe('open');
  });

  it('with sixty slow PATCHes of one upload slows down no other desk', () =>
    measured(async () => {
      const chunks = [[{ kind: 'audio' as const, bytes: randomBytes(500_000) }]];
      const segment = await makeSegment(attacker.keys, { chunks });
      const created = await tusClient(hub.url, attacker.accessToken).create(segment);
      const opening = head(`PATCH ${created.headers.get('location')}`, [
        `Authorization: Bearer ${attacker.accessToken}`,
        'Tus-Resumable: 1.0.0',
        'Upload-Offset: 0',
        'Content-Type: application/offset+octet-stream',
        'Content-Length: 400000',
      ]);
      const sockets = Array.from({ length: 60 }, () => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.write(`${opening}x`);
        return socket;
      });
      return () => sockets.forEach((socket) => socket.destroy());
    }));

  it('that seeks in a long recording, again and again, slows down no other desk', async () => {
    const chunks = Array.from({ length: 100 }, () => [
      { kind: 'audio' as const, bytes: randomBytes(250_000) },
    ]);
    const long = await makeSegment(attacker.keys, { chunks });
    expect((await uploadWhole(hub.url, attacker.accessToken, long)).status).toBe(204);
    const { accessToken } = await signIn('2001');
    const headers = { authorization: `Bearer ${accessToken}`, range: 'bytes=0-10' };
    const url = `${hub.url}/recordings/${long.metadata.recordingId}/audio`;
    await measured(async () => {
      const state = { isOver: false };
      const seek = async (): Promise<void> => {
        while (!state.isOver) {
          const answer = await fetch(url, { headers }).catch(() => null);
          if (answer?.status !== 206) await pause(50);
          await answer?.arrayBuffer();
        }
      };
      for (let lane = 0; lane < 8; lane += 1) void seek();
      return () => {
        state.isOver = true;
      };
    });
  });

  it('with uploads that it begins and never finishes keeps a bounded number of them', async () => {
    // One who has not used up what a person may ask in one go.
    const fresh = await signIn('1003');
    const segment = await makeSegment(fresh.keys, {});
    const tus = tusClient(hub.url, fresh.accessToken);
    const statuses = new Map<number, number>();
    const locations: string[] = [];
    for (let count = 0; count < 260; count += 1) {
      const metadata = { ...segment.metadata, recordingId: randomUUID() };
      const { status, headers } = await tus.create({ ...segment, metadata }, 512 * 1024 * 1024);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 201) locations.push(headers.get('location') ?? '');
    }
    // One after the other: only so many uploads of one person are served at once.
    const asked: number[] = [];
    for (const location of locations.slice(-8)) asked.push((await tus.head(location)).status);
    // Four of 512 MiB are within the 2 GiB of a desk; the older ones were let go, and the desk is told so by 404.
    expect(asked).toEqual([404, 404, 404, 404, 200, 200, 200, 200]);
    expect(statuses.get(503) ?? 0).toBeGreaterThan(0);
    expect(new Set(statuses.keys())).toEqual(new Set([201, 503]));
  });
});
