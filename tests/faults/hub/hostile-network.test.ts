import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { demonstrationPassword } from '../../../src/hub/seed/seed-users.ts';
import { startGoodClient } from '../../support/good-client.ts';
import { expectMemoryBack } from '../../support/probed-process.ts';
import {
  halfClose,
  hostileExchange,
  hostileRequests,
  head,
  reset,
} from '../../support/hostile-http.ts';
import {
  brokenFrames,
  frame,
  junkTexts,
  mutateFrame,
  openRawSocket,
  upgradeHead,
} from '../../support/hostile-socket.ts';
import { hubClient } from '../../support/hub-client.ts';
import { createHubProcesses } from '../../support/hub-process.ts';
import { createRandom, mutate } from '../../support/mutator.ts';
import { burdenOf } from '../../support/process-burden.ts';

/** Mutated requests and frames of one run; `HOSTILE_TOTAL=100000` for the whole of it. */
const total = Number(process.env['HOSTILE_TOTAL'] ?? 9000);
const seed = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 2 ** 31);

describe('what the network sends to the hub’s port', { timeout: 60_000 + total * 20 }, () => {
  const processes = createHubProcesses();
  let dataFolder: string;
  let hub: Awaited<ReturnType<typeof processes.start>>;
  let port: number;
  let token: string;
  let attackerToken: string;
  let good: Awaited<ReturnType<typeof startGoodClient>>;

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'hub-hostile-'));
    hub = await processes.start(dataFolder);
    port = Number(new URL(hub.url).port);
    attackerToken = await signIn('1001');
    token = await signIn('1002');
  });
  const signIn = async (workNo: string) => {
    const credentials = { workNo, password: demonstrationPassword, deskId: randomUUID() };
    return (await hubClient(hub.url).auth.signIn(credentials)).accessToken;
  };
  afterAll(async () => {
    await processes.killAll();
    await rm(dataFolder, { recursive: true });
  });
  beforeEach(async () => {
    good = await startGoodClient(hub.url, token, 'pull');
  });
  afterEach(async () => {
    const served = await good.stop();
    const { failures, slowestMs } = served;
    if (failures.length > 0 || slowestMs > 1000)
      throw new Error(`badly served: ${JSON.stringify(served)}`);
    if (hub.hasEnded() || hub.log().includes('process.uncaught')) throw new Error(hub.log());
  });
  /** All connections of the attack are gone from the hub as well. */
  const handlesBack = (before: number) =>
    vi.waitUntil(() => burdenOf(hub.pid).handles <= before + 4, { timeout: 15_000, interval: 50 });

  it.each([
    '/api/auth/sign-in',
    '/api/changes/watch',
    '/api/commands',
    '/uploads',
    `/uploads/${randomUUID()}`,
    `/recordings/${randomUUID()}/audio`,
    '/ws',
    '/nothing',
  ])('leaves it alive and answering, whatever is asked of %s and however', async (path) => {
    const before = burdenOf(hub.pid);
    const methods = path === '/uploads' ? ['POST'] : ['POST', 'PATCH'];
    const attacks = methods.flatMap((method) => hostileRequests(path, method));
    for (let from = 0; from < attacks.length; from += 16) {
      const some = attacks.slice(from, from + 16);
      await Promise.all(some.map((steps) => hostileExchange(port, steps, 600)));
    }
    await handlesBack(before.handles);
  });

  it.each([
    ['a foreign content type', ['Content-Type: text/event-stream', 'Content-Length: 2000000'], 415],
    [
      'a form that any web page may send',
      ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 5'],
      415,
    ],
    [
      'a body that is announced too long',
      ['Content-Type: application/json', 'Content-Length: 2000000'],
      413,
    ],
    ['a body of a GET', ['Content-Length: 5'], 413, 'GET /api/health'],
    ['a method nobody serves', [], 405, 'DELETE /api/health'],
    [
      'an upload of another type',
      ['Content-Type: text/plain', 'Content-Length: 5'],
      415,
      `PATCH /uploads/${randomUUID()}`,
    ],
  ])(
    'refuses %s by its head and hangs up',
    async (_, headers, status, line = 'POST /api/auth/sign-in') => {
      const answer = await hostileExchange(port, [head(line, headers)], 4000);
      expect(answer.statuses).toEqual([status]);
      expect(answer.text.toLowerCase()).toContain('connection: close');
      expect(answer.end).toBe('closed');
    },
  );

  it('counts a chunked body while it comes, and cuts it off', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const bearer = `Authorization: Bearer ${attackerToken}`;
    const headers = [bearer, 'Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const steps = [
      head('POST /api/commands', headers),
      ...Array.from({ length: 400 }, () => chunk),
    ];
    const answer = await hostileExchange(port, steps, 8000);
    expect(answer.end).not.toBe('open');
    expect(answer.statuses).toEqual([413]);
  });

  it('holds no more than a little of 200 slow bodies, and lets go of them', async () => {
    const before = burdenOf(hub.pid);
    const opening = head('POST /api/auth/sign-in', [
      'Content-Type: application/json',
      'Content-Length: 4000',
    ]);
    const slow = Array.from({ length: 200 }, () =>
      hostileExchange(port, [opening, '{', 300, '"', 300, 'w', reset], 3000),
    );
    await Promise.all(slow);
    await handlesBack(before.handles);
  });

  it('outlives a storm of upgrades, reset at each stage', async () => {
    const before = burdenOf(hub.pid);
    for (let round = 0; round < 40; round += 1) {
      const ways = [
        `Authorization: Bearer ${attackerToken}`,
        'Authorization: Bearer x',
        'X: y',
      ].flatMap((header) => [
        hostileExchange(port, [upgradeHead('/ws', [header]), round % 7, reset], 500),
        hostileExchange(port, [upgradeHead('/elsewhere', [header]), reset], 500),
        hostileExchange(port, [upgradeHead('/ws', [header]).slice(0, -round - 3), reset], 500),
        hostileExchange(port, [upgradeHead('/ws', [header]), halfClose], 500),
      ]);
      await Promise.all(ways);
    }
    await handlesBack(before.handles);
  });

  it('answers or closes each broken frame and each junk text', async () => {
    const before = burdenOf(hub.pid);
    const attacks = [
      ...brokenFrames,
      ...junkTexts.map((text) => frame(text)),
      frame('x'.repeat(1024 * 1024 + 10)),
      frame('{}', { opcode: 2 }),
    ];
    for (const bytes of attacks) {
      const { socket, status } = await openRawSocket(port, '/ws', [
        `Authorization: Bearer ${attackerToken}`,
      ]);
      expect(status).toBe(101);
      socket.write(bytes);
      await vi.waitUntil(() => socket.destroyed || socket.writableLength === 0, {
        timeout: 5000,
        interval: 5,
      });
      socket.end();
      setTimeout(() => socket.resetAndDestroy(), 100);
    }
    await handlesBack(before.handles);
    // Each line is one line of JSON: nothing went past the logger, and nobody’s words are in it.
    for (const line of hub.log().split('\n').filter(Boolean))
      expect(() => JSON.parse(line)).not.toThrow();
    expect(hub.log()).not.toMatch(/秘密|forged|node_modules/);
  });

  it(`outlives ${total} mutated requests and frames (seed ${seed}), and gives the memory back`, async () => {
    const random = createRandom(seed);
    const models = honestRequests(attackerToken);
    const calls = honestCalls();
    const one = async (): Promise<void> => {
      const pick = <Item>(list: readonly Item[]): Item =>
        list[Math.floor(random() * list.length)] as Item;
      if (random() < 0.3) {
        const frames = Array.from({ length: 5 }, () => mutateFrame(pick(calls), random));
        await hostileExchange(
          port,
          [
            upgradeHead('/ws', [`Authorization: Bearer ${attackerToken}`]),
            ...frames,
            5,
            pick([halfClose, reset]),
          ],
          1000,
        );
        return;
      }
      await hostileExchange(
        port,
        [mutate(pick(models), random), mutate(pick(models), random), 2, pick([halfClose, reset])],
        1000,
      );
    };
    const many = async (count: number): Promise<void> => {
      let left = count;
      await Promise.all(
        Array.from({ length: 24 }, async () => {
          while (left > 0) {
            left -= 3;
            await one();
          }
        }),
      );
    };
    const { handles } = burdenOf(hub.pid);
    const begun = performance.now();
    const levels = await expectMemoryBack(hub.held, async () => {
      await many(total / 3);
      await handlesBack(handles);
    });
    const { rssMb } = burdenOf(hub.pid);
    console.log(
      `hostile network: seed ${seed}, ${total} sent in ${Math.round(performance.now() - begun)} ms, held ${levels.join(' → ')} MB, rss ${rssMb.toFixed()} MB`,
    );
  });
});

function honestRequests(token: string): readonly string[] {
  const bearer = `Authorization: Bearer ${token}`;
  const json = (path: string, body: string) =>
    head(`POST ${path}`, [
      bearer,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ]) + body;
  const tus = [bearer, 'Tus-Resumable: 1.0.0'];
  return [
    head('GET /api/health'),
    head('GET /api/changes?since=0&limit=10', [bearer]),
    head(`GET /api/recordings/${randomUUID()}/segments/0/receipt`, [bearer]),
    head(`GET /api/tickets/${randomUUID()}/calls`, [bearer]),
    json(`/api/tickets/${randomUUID()}/number-shown`, '{}'),
    json('/api/calls/reached', '{"numbers":[{"key":"19900000001","after":0}]}'),
    json('/api/agents/force', '{"workNo":"1001","to":"break","reason":"x","why":"y"}'),
    json('/api/admin/unlock', '{"workNo":"1001"}'),
    json(`/api/recordings/${randomUUID()}/heard`, '{"heardMs":1,"lengthMs":2}'),
    json('/api/auth/refresh', JSON.stringify({ refreshToken: 'x', deskId: randomUUID() })),
    json(
      '/api/calls/query',
      '{"from":null,"to":null,"agentWorkNo":null,"direction":null,"text":"","recordingStates":[],"limit":10,"offset":0}',
    ),
    json(
      '/api/commands',
      JSON.stringify({ commandId: randomUUID(), command: { kind: 'ticketSave' } }),
    ),
    head('POST /uploads', [
      ...tus,
      'Upload-Length: 5',
      'Upload-Metadata: recordingId eA==,segment MA==',
    ]),
    `${head(`PATCH /uploads/${randomUUID()}`, [...tus, 'Upload-Offset: 0', 'Content-Type: application/offset+octet-stream', 'Content-Length: 5'])}hello`,
    head(`GET /recordings/${randomUUID()}/audio`, [bearer, 'Range: bytes=0-']),
    upgradeHead('/ws', [bearer]),
  ];
}

function honestCalls(): readonly string[] {
  const call = (path: string, input: unknown) =>
    JSON.stringify({ i: '1', p: { u: path, b: { json: input } } });
  return [
    call('/changes/watch', undefined),
    call('/changes/pull', { since: 0, limit: 5 }),
    call('/health', undefined),
    call('/agents/report', { state: 'ready' }),
    call('/agents/withdraw', undefined),
    call('/calls/reached', { numbers: [{ key: '19900000001', after: 0 }] }),
    call('/tickets/numberShown', { ticketId: randomUUID() }),
    call('/admin/overview', undefined),
    JSON.stringify({ i: '1', t: 4 }),
    JSON.stringify({ i: '1', t: 3, p: { e: 'message', d: 1 } }),
  ];
}
