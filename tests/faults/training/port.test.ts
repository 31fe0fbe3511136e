import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
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
import { frame, openRawSocket } from '../../support/hostile-socket.ts';
import { askMeanwhile } from '../../support/ask-meanwhile.ts';
import { expectMemoryBack } from '../../support/probed-process.ts';
import { burdenOf } from '../../support/process-burden.ts';
import { sendAndReset } from '../../support/raw-client.ts';
import { type TrainingProcess, startTrainingProcess } from '../../support/training-process.ts';

const torture = join(import.meta.dirname, '../../fixtures/torture');

const optionsOf = (cseq: number, more = ''): string =>
  [
    'OPTIONS sip:1@training.invalid SIP/2.0',
    `${more}Via: SIP/2.0/WS x;branch=z9hG4bK${cseq}`,
    'From: <sip:1@training.invalid>;tag=a',
    'To: <sip:1@training.invalid>',
    'Call-ID: flood',
    `CSeq: ${cseq} OPTIONS`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

describe('the port of the training PBX', { timeout: 120_000 + hostileTotal * 20 }, () => {
  let pbx: TrainingProcess;
  let target: HostilePort;
  let good: ReturnType<typeof askMeanwhile>;
  let handles: number;
  let phone: WebSocket;
  beforeAll(async () => {
    pbx = await startTrainingProcess();
    const messages = ['rfc4475', 'rfc5118', 'asterisk'].flatMap((folder) =>
      readdirSync(join(torture, folder)).map((name) =>
        readFileSync(join(torture, folder, name), 'latin1'),
      ),
    );
    const insider = [`Host: 127.0.0.1:${pbx.port}`];
    target = { port: pbx.port, insider, socketPath: '/ws', messages };
    phone = new WebSocket(pbx.url, 'sip');
    await new Promise((resolve) => phone.once('open', resolve));
    handles = burdenOf(pbx.pid).handles;
  });
  afterAll(() => pbx.stop());
  beforeEach(() => {
    // The keep-alive of RFC 5626: a phone that lives asks, and is answered.
    good = askMeanwhile(
      () =>
        new Promise((resolve, reject) => {
          const cut = new Error('the good phone was cut');
          // What is sent on a closed socket is answered by nobody, and says nothing of it.
          if (phone.readyState !== WebSocket.OPEN) return reject(cut);
          phone.once('message', resolve);
          phone.once('close', () => reject(cut));
          phone.send('\r\n\r\n');
        }),
    );
  });
  /** After each attack: it lives, answered its phone meanwhile, and let go of every connection. */
  async function expectUnharmed(): Promise<void> {
    const served = await good.stop();
    phone.removeAllListeners('close');
    expect(pbx.exited(), pbx.log()).toBeNull();
    expect(served.failures).toBe(0);
    // The middle one: on a machine that does much else, a single answer may wait for its turn.
    expect(served.medianMs).toBeLessThan(1000);
    await vi.waitUntil(() => burdenOf(pbx.pid).handles <= handles + 4, {
      timeout: 20_000,
      interval: 50,
    });
    expect(pbx.log()).not.toContain('process.uncaught');
  }
  afterEach(expectUnharmed);

  it('outlives upgrades that are reset before they are answered', async () => {
    const upgrade =
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    for (let tries = 0; tries < 300; tries += 1) {
      expect(await sendAndReset(pbx.port, upgrade), `after ${tries} tries`).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, tries % 8));
    }
  });
  it('outlives whatever is asked by HTTP', () =>
    attackRequests(target, ['/ws', '/nothing'], ['POST', 'PUT']));
  it('outlives a storm of upgrades', () => stormUpgrades(target));
  it('cuts a socket whose frames break the protocol', async () => {
    const broken = await openRawSocket(pbx.port, '/ws', ['Sec-WebSocket-Protocol: sip']);
    expect(broken.status).toBe(101);
    broken.socket.write(frame('{}', { isMasked: false }));
    await broken.closed;
  });
  it('answers its phone while another one floods it with honest requests', async () => {
    const flood = new WebSocket(pbx.url, 'sip');
    await new Promise((resolve) => flood.once('open', resolve));
    for (let sent = 0; sent < 4000; sent += 1) flood.send(optionsOf(sent));
    let answers = 0;
    flood.on('message', () => (answers += 1));
    await vi.waitUntil(() => answers > 1000, { timeout: 60_000, interval: 50 });
    flood.terminate();
  });
  it('cuts a phone that asks and reads nothing', async () => {
    const deaf = await openRawSocket(pbx.port, '/ws', ['Sec-WebSocket-Protocol: sip']);
    deaf.socket.pause();
    const asked = frame(optionsOf(0, `Via: SIP/2.0/WS x;branch=z9hG4bK${'y'.repeat(50_000)}\r\n`));
    for (let sent = 0; sent < 400; sent += 1) deaf.socket.write(asked);
    // A paused socket learns of its end by what it can no longer write.
    const isCut = new Promise((resolve) => deaf.socket.once('close', resolve));
    const going = setInterval(() => deaf.socket.write(frame('\r\n\r\n')), 100);
    await isCut;
    clearInterval(going);
  });
  it('answers or closes each broken frame and each junk text', () => sendJunkFrames(target));
  it(`outlives ${hostileTotal} mutated requests and frames (seed ${hostileSeed}), and gives the memory back`, async () => {
    const begun = performance.now();
    const levels = await expectMemoryBack(pbx.held, (round) =>
      sendMutated(target, honestRequests(['/ws']), hostileTotal / 3, hostileSeed + round),
    );
    console.log(
      `[training port] seed ${hostileSeed}, ${hostileTotal} sent in ${Math.round(performance.now() - begun)} ms, held ${levels.join(' → ')} MB, rss ${burdenOf(pbx.pid).rssMb.toFixed()} MB`,
    );
  });
});
