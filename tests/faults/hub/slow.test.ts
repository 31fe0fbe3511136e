import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HubSession } from '../../../src/shared/contract/session/schemas.ts';
import { startGoodClient } from '../../support/good-client.ts';
import { type HostileStep, head, hostileExchange } from '../../support/hostile-http.ts';
import { openRawSocket } from '../../support/hostile-socket.ts';
import { type HubAndTwoDesks, startHubAndTwoDesks } from '../../support/hub-and-two-desks.ts';
import { makeSegment, tusClient, uploadWhole } from '../../support/hub-upload.ts';
import { burdenOf } from '../../support/process-burden.ts';

/** A byte every half second, for longer than anything is waited for. */
const trickle: readonly HostileStep[] = Array.from({ length: 140 }, () => ['x', 500]).flat();
const patience = 70_000;
const side = 20;

describe('who is slow on purpose', { timeout: 120_000 }, () => {
  let hub: HubAndTwoDesks['hub'];
  let port: number;
  let slow: HubSession;
  let other: HubSession;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ hub, port, bad: slow, good: other, stop } = await startHubAndTwoDesks());
  });
  afterAll(() => stop());

  it('is sent away at each stage: a head, a body, or a socket that never answers', async () => {
    const { handles } = burdenOf(hub.pid);
    const good = await startGoodClient(hub.url, other.accessToken, 'command');
    const bearer = `Authorization: Bearer ${slow.accessToken}`;
    const json = ['Content-Type: application/json', 'Content-Length: 4000'];
    const stages: Readonly<Record<string, readonly HostileStep[]>> = {
      'the first line': ['GET /api/he', ...trickle],
      'a head': ['GET /api/health HTTP/1.1\r\nHost: x\r\nX: ', ...trickle],
      'a body of a stranger': [head('POST /api/auth/sign-in', json), ...trickle],
      'a body of a desk': [head('POST /api/commands', [bearer, ...json]), ...trickle],
    };
    const ended = Object.entries(stages).flatMap(([stage, steps]) =>
      Array.from({ length: side / 4 }, async () => {
        const { end, afterMs } = await hostileExchange(port, steps, patience);
        return { stage, end, inTime: afterMs < patience - 5000 };
      }),
    );
    const silent = Array.from({ length: 3 }, async () => {
      const { closed } = await openRawSocket(port, '/ws', [bearer]);
      const gone = await Promise.race([
        closed.then(() => true),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience)),
      ]);
      return { stage: 'a socket', end: gone ? 'closed' : 'open', inTime: gone };
    });
    const all = await Promise.all([...ended, ...silent]);
    expect(all.filter(({ end, inTime }) => end === 'open' || !inTime)).toEqual([]);
    const { failures, medianMs } = await good.stop();
    expect(failures).toEqual([]);
    expect(medianMs).toBeLessThan(250);
    await vi.waitUntil(() => burdenOf(hub.pid).handles <= handles + 4, { timeout: 20_000 });
  });

  it('with uploads takes places of her or his own only, and gives them back', async () => {
    const tus = tusClient(hub.url, slow.accessToken);
    const segment = await makeSegment(slow.keys, {
      chunks: [[{ kind: 'audio', bytes: randomBytes(50_000) }]],
    });
    const locations = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const metadata = { ...segment.metadata, recordingId: randomUUID() };
        return (await tus.create({ ...segment, metadata })).headers.get('location') ?? '';
      }),
    );
    const { handles } = burdenOf(hub.pid);
    const patches = locations.map((location) => {
      const opening = head(`PATCH ${location}`, [
        `Authorization: Bearer ${slow.accessToken}`,
        'Tus-Resumable: 1.0.0',
        'Upload-Offset: 0',
        'Content-Type: application/offset+octet-stream',
        'Content-Length: 40000',
      ]);
      return hostileExchange(port, [opening, ...trickle.slice(0, 24)], 12_000);
    });
    // A socket and a file for each: the hub has begun with all four.
    await vi.waitUntil(() => burdenOf(hub.pid).handles >= handles + 8, { timeout: 8000 });
    expect((await tus.create(segment)).status).toBe(503);
    const own = await makeSegment(other.keys, { agentWorkNo: '1002' });
    expect((await uploadWhole(hub.url, other.accessToken, own)).status).toBe(204);
    await Promise.all(patches);
    // What has come by then is kept: a desk on a slow line goes on from there.
    const [first = ''] = locations;
    const offset = async () => Number((await tus.head(first)).headers.get('upload-offset'));
    await vi.waitUntil(async () => (await offset()) > 0, { timeout: 10_000, interval: 200 });
  });
});
