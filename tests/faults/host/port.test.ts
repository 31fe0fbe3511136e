import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { doorPaths } from '../../../src/shared/contract/door.ts';
import { paths } from '../../../src/shared/contract/http-paths.ts';
import { type HostProcess, startHostProcess } from '../../support/host-process.ts';
import { launchPage } from '../../support/host/host-clients.ts';
import { halfClose, head, hostileExchange, reset } from '../../support/hostile-http.ts';
import {
  type HostilePort,
  attackRequests,
  honestRequests,
  hostileSeed,
  hostileTotal,
  sendJunkFrames,
  sendMutated,
  stormUpgrades,
} from '../../support/hostile-port.ts';
import { askMeanwhile } from '../../support/ask-meanwhile.ts';
import { expectMemoryBack } from '../../support/probed-process.ts';
import { burdenOf } from '../../support/process-burden.ts';
import { sendAndReset } from '../../support/raw-client.ts';

const chunkPath = paths.chunk(randomUUID(), 0);

describe('the port of the browser host', { timeout: 120_000 + hostileTotal * 20 }, () => {
  let host: HostProcess;
  let target: HostilePort;
  let good: ReturnType<typeof askMeanwhile>;
  let handles: number;
  beforeAll(async () => {
    host = await startHostProcess();
    const desk = await launchPage(host.deskUrl);
    const phone = await launchPage(host.phoneUrl);
    const cookie = `${await desk.prove()}; ${await phone.prove()}`;
    target = {
      port: host.port,
      insider: [`Host: 127.0.0.1:${host.port}`, `Origin: ${desk.origin}`, `Cookie: ${cookie}`],
      socketPath: paths.rpcPhone,
      messages: honestCalls(),
    };
    const ask = async () => {
      const answer = await fetch(`${desk.origin}/desk/`, { headers: { cookie } });
      if (answer.status !== 200) throw new Error(String(answer.status));
      await answer.text();
    };
    await ask();
    good = askMeanwhile(ask);
    await good.stop();
    meanwhile = () => askMeanwhile(ask);
    handles = burdenOf(host.pid).handles;
  });
  let meanwhile: () => ReturnType<typeof askMeanwhile>;
  afterAll(() => host.remove());
  beforeEach(() => {
    good = meanwhile();
  });
  /** After each attack: it lives, served its page meanwhile, let go of every connection, and kept to its log. */
  async function expectUnharmed(): Promise<void> {
    const served = await good.stop();
    expect(host.exited(), host.log()).toBeNull();
    expect(served.failures).toBe(0);
    // The middle one: on a machine that does much else, a single answer may wait for its turn.
    expect(served.medianMs).toBeLessThan(1000);
    await vi.waitUntil(() => burdenOf(host.pid).handles <= handles + 4, {
      timeout: 20_000,
      interval: 50,
    });
    expect(host.log()).not.toContain('process.uncaught');
    for (const line of host.log().split('\n').filter(Boolean))
      expect(() => JSON.parse(line), line.slice(0, 200)).not.toThrow();
  }
  afterEach(expectUnharmed);

  it('outlives upgrades that are reset before they are answered', async () => {
    const upgrade =
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    for (let tries = 0; tries < 300; tries += 1) {
      expect(await sendAndReset(host.port, upgrade), `after ${tries} tries`).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, tries % 8));
    }
  });

  it('outlives whatever is asked, from outside and by an insider', async () => {
    await attackRequests(
      target,
      [chunkPath, doorPaths.hello('phone'), paths.rpcPhone],
      ['PUT', 'POST'],
    );
  });

  it.each([
    ['a chunk of a foreign type', `PUT ${chunkPath}`, ['Content-Type: text/event-stream'], 415],
    [
      'a chunk announced too long',
      `PUT ${chunkPath}`,
      ['Content-Type: application/octet-stream', 'Content-Length: 314572800'],
      413,
    ],
    ['a page with a body', 'GET /desk/', ['Content-Length: 5'], 413],
    ['a method nobody serves', 'DELETE /desk/', [], 405],
  ])('refuses %s by its head and hangs up', async (_, line, headers, status) => {
    const asked = head(line, headers).replace('Host: hostile', target.insider.join('\r\n'));
    const answer = await hostileExchange(host.port, [asked], 4000);
    expect(answer.statuses).toEqual([status]);
    expect(answer.end).toBe('closed');
  });

  it('counts a chunked bomb while it comes: it is not read to its end', async () => {
    const before = burdenOf(host.pid).rssMb;
    const bomb = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const opening = head(`PUT ${chunkPath}`, [
      'Content-Type: application/octet-stream',
      'Transfer-Encoding: chunked',
    ]).replace('Host: hostile', target.insider.join('\r\n'));
    const steps = [opening, ...Array.from({ length: 4800 }, () => bomb), '0\r\n\r\n'];
    const answer = await hostileExchange(host.port, steps, 15_000);
    expect(answer.end).not.toBe('open');
    // Who goes on writing after the refusal may be reset before it is read (RFC 9110 §15.5.14); nothing else is answered.
    expect(answer.statuses.filter((status) => status !== 413)).toEqual([]);
    expect(burdenOf(host.pid).rssMb).toBeLessThan(before + 100);
  });

  it('lets go of bodies that come slowly and are left', async () => {
    const opening = head(`PUT ${chunkPath}`, [
      'Content-Type: application/octet-stream',
      'Content-Length: 4000',
    ]).replace('Host: hostile', target.insider.join('\r\n'));
    const slow = Array.from({ length: 100 }, (_, index) =>
      hostileExchange(host.port, [opening, 'a', 200, 'b', index % 2 ? reset : halfClose], 2000),
    );
    await Promise.all(slow);
  });

  it('outlives a storm of upgrades', () => stormUpgrades(target));

  it('answers or closes each broken frame and each junk text, in one masked line each', async () => {
    await sendJunkFrames(target);
    expect(host.log()).not.toMatch(/秘密|forged|node_modules|SyntaxError/);
  });

  it(`outlives ${hostileTotal} mutated requests and frames (seed ${hostileSeed}), and gives the memory back`, async () => {
    const requests = honestRequests([chunkPath, doorPaths.hello('phone'), '/desk/']);
    const begun = performance.now();
    const levels = await expectMemoryBack(host.held, (round) =>
      sendMutated(target, requests, hostileTotal / 3, hostileSeed + round),
    );
    console.log(
      `[host port] seed ${hostileSeed}, ${hostileTotal} sent in ${Math.round(performance.now() - begun)} ms, held ${levels.join(' → ')} MB, rss ${burdenOf(host.pid).rssMb.toFixed()} MB`,
    );
  });
});

function honestCalls(): readonly string[] {
  const call = (u: string, json: unknown) => JSON.stringify({ i: '1', p: { u, b: { json } } });
  const recordingId = randomUUID();
  return [
    call('/info', undefined),
    call('/attach', { buildId: 'development', takeOver: true }),
    call('/publish', { calls: [] }),
    call('/diagnose', { serverUrl: 'wss://127.0.0.1:1/ws' }),
    call('/recordings/finish', { recordingId, chunkCount: 0, durationMs: 0 }),
    JSON.stringify({ i: '1', t: 4 }),
    JSON.stringify({ i: '1', t: 3, p: { e: 'message', d: 1 } }),
  ];
}
