import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundScript } from '../../../src/training/call/training-call.ts';
import { type TrainingPbx, createTrainingPbx } from '../../../src/training/training-pbx.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type PlainPhonePage, openPlainPhone } from '../../support/plain-sip/open-plain-phone.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const speech = (name: string) => join(import.meta.dirname, '../../fixtures/speech', name);
const citizenSpeech = speech('citizen-greeting.wav');
const number = '19900000123';

let browser: Browser;
let pbx: TrainingPbx;
let phone: PlainPhonePage;
let outbound: OutboundScript;
/** First line of each message, with its way. */
let trace: string[];

beforeAll(async () => {
  browser = await launchBrowser({ microphoneFile: speech('agent-answer.wav') });
});
afterAll(async () => browser.close());
beforeEach(async () => {
  trace = [];
  outbound = { kind: 'answers', afterMs: 100, speechFile: citizenSpeech };
  pbx = await createTrainingPbx({
    logger: silentLogger,
    clock: systemClock,
    accounts: [{ extension: '8001', secret: 'right' }],
    outbound: () => outbound,
    onTrace: (way, text) => trace.push(`${way} ${text.split('\r\n')[0]}`),
  });
  phone = await openPlainPhone(browser);
});
afterEach(async () => {
  await phone.close();
  await pbx.close();
});

async function registerPhone(secret = 'right'): Promise<void> {
  const config = { url: pbx.url, domain: pbx.domain, secret };
  await phone.page.evaluate(async ({ url, domain, secret: password }) => {
    await window.plainPhone.connect(url, domain, '8001', password);
    await window.plainPhone.register();
  }, config);
}

async function answeredCall() {
  await registerPhone();
  const call = pbx.call({
    to: '8001',
    fromNumber: number,
    speechFile: citizenSpeech,
    speakAfterMs: 0,
  });
  await phone.until((view) => view.call === 'alerting');
  await phone.page.evaluate(() => window.plainPhone.answer());
  expect(await call.answered).toBe(true);
  return call;
}

async function untilPacketsFrom(count: number): Promise<number> {
  return expect
    .poll(async () => (await phone.sound()).packets, { timeout: 5000 })
    .toBeGreaterThan(count)
    .then(async () => (await phone.sound()).packets);
}

describe('registration', () => {
  it('accepts the right secret and forgets the phone when its socket closes', async () => {
    await registerPhone();
    expect(await phone.view()).toMatchObject({ registration: 'registered' });
    expect(pbx.registrations().map(({ extension }) => extension)).toEqual(['8001']);
    pbx.faults.dropSockets();
    await phone.until((view) => !view.connected);
    expect(pbx.registrations()).toEqual([]);
  });

  it('refuses a wrong secret', async () => {
    await registerPhone('wrong');
    expect(await phone.view()).toMatchObject({ registration: 'refused', refusedStatus: 401 });
    expect(pbx.registrations()).toEqual([]);
  });

  it('answers 503 or 403 when told to', async () => {
    pbx.faults.set({ refuseRegister: { status: 503, retryAfterSeconds: 7 } });
    await registerPhone();
    expect(await phone.view()).toMatchObject({ registration: 'refused', refusedStatus: 503 });
    pbx.faults.clear();
    pbx.faults.set({ refuseCredentials: true });
    await phone.page.evaluate(() => window.plainPhone.register());
    expect(await phone.view()).toMatchObject({ registration: 'refused', refusedStatus: 403 });
    pbx.faults.clear();
    await phone.page.evaluate(() => window.plainPhone.register());
    expect(await phone.view()).toMatchObject({ registration: 'registered' });
  });
});

describe('a citizen calls', () => {
  it('rings with number, ticket, queue, and is heard and hears', async () => {
    await registerPhone();
    const call = pbx.call({
      to: '8001',
      fromNumber: number,
      displayName: '市民',
      assertedNumber: `0${number}`,
      ticketNo: 'SW20260612-0147',
      queue: '水务热线',
      queueWaitMs: 4200,
      speechFile: citizenSpeech,
      speakAfterMs: 0,
    });
    const alerting = await phone.until((view) => view.call === 'alerting');
    expect(alerting.caller).toBe(number);
    expect(alerting.headers).toMatchObject({
      'X-Ticket-No': 'SW20260612-0147',
      'X-Queue': '水务热线',
      'X-Queue-Wait-Ms': '4200',
      'P-Asserted-Identity': expect.stringContaining(`0${number}`),
    });
    expect(await call.ringing).toBe(true);
    await phone.page.evaluate(() => window.plainPhone.answer());
    expect(await call.answered).toBe(true);
    expect(await call.untilHeard(1000)).toBe(true);
    expect(call.heard().peakLevel).toBeGreaterThan(5);
    await expect
      .poll(async () => (await phone.sound()).energy, { timeout: 8000 })
      .toBeGreaterThan(0.001);
    await phone.page.evaluate(() => window.plainPhone.hangUp());
    expect(await call.ended).toEqual({ how: 'agentHungUp', status: null });
    expect(call.events().map(({ kind }) => kind)).toContain('acknowledged');
  });

  it('withholds the number and names the ticket in User-to-User when asked', async () => {
    await registerPhone();
    pbx.call({ to: '8001', fromNumber: null, ticketNo: 'SW1', ticketHeader: 'User-to-User' });
    const { caller, headers } = await phone.until((view) => view.call === 'alerting');
    expect(caller).toBe('anonymous');
    expect(headers).toMatchObject({ Privacy: 'id', 'User-To-User': '535731;encoding=hex' });
  });

  it('gives up when patience ends', async () => {
    await registerPhone();
    const call = pbx.call({ to: '8001', fromNumber: number, patienceMs: 200 });
    await phone.until((view) => view.call === 'ended');
    expect(await call.ended).toEqual({ how: 'cancelled', status: 487 });
    expect(await call.answered).toBe(false);
  });

  it('learns that the agent declined', async () => {
    await registerPhone();
    const call = pbx.call({ to: '8001', fromNumber: number });
    await phone.until((view) => view.call === 'alerting');
    await phone.page.evaluate(() => window.plainPhone.decline());
    expect(await call.ended).toMatchObject({ how: 'refused', status: 480 });
  });

  it('hangs up', async () => {
    const call = await answeredCall();
    call.hangUp();
    await phone.until((view) => view.call === 'ended');
    expect(await call.ended).toMatchObject({ how: 'citizenHungUp' });
  });

  it('is put on hold and taken back by the agent', async () => {
    const call = await answeredCall();
    await untilPacketsFrom(0);
    await phone.page.evaluate(() => window.plainPhone.hold(true));
    const held = call.heard().packets;
    await phone.page.evaluate(() => window.plainPhone.hold(false));
    await expect.poll(() => call.heard().packets, { timeout: 5000 }).toBeGreaterThan(held + 10);
    const kinds = call.events().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.endsWith('ByAgent'))).toEqual([
      'heldByAgent',
      'retrievedByAgent',
    ]);
  });

  it('puts the agent on hold and takes the agent back', async () => {
    const call = await answeredCall();
    expect(await call.hold()).toBe(true);
    expect(await call.retrieve()).toBe(true);
    const packets = call.heard().packets;
    await expect.poll(() => call.heard().packets, { timeout: 5000 }).toBeGreaterThan(packets + 10);
  });

  it('notes keys sent by INFO and in the sound stream', async () => {
    const call = await answeredCall();
    await call.untilHeard(200);
    await phone.page.evaluate(() => window.plainPhone.sendInfoKey('5'));
    await phone.page.evaluate(() => window.plainPhone.sendToneKey('7'));
    const keys = () => call.events().flatMap(({ key }) => key ?? []);
    await expect.poll(keys, { timeout: 5000 }).toEqual(['5', '7']);
  });
});

describe('the agent calls', () => {
  it('is answered with speech and hung up', async () => {
    await registerPhone();
    const taken = new Promise<string | null>((done) =>
      pbx.onAgentCall((call) => done(call.ticketNo)),
    );
    await phone.page.evaluate(() => window.plainPhone.dial('19900000456', ['X-Ticket-No: SW2']));
    expect(await taken).toBe('SW2');
    await phone.until((view) => view.call === 'connected');
    await expect
      .poll(async () => (await phone.sound()).energy, { timeout: 8000 })
      .toBeGreaterThan(0.001);
    await phone.page.evaluate(() => window.plainPhone.hangUp());
    await phone.until((view) => view.call === 'ended');
  });

  it('learns that the number is busy', async () => {
    outbound = { kind: 'refuses', status: 486 };
    await registerPhone();
    await phone.page.evaluate(() => window.plainPhone.dial('19900000456', []));
    expect(await phone.until((view) => view.call === 'ended')).toMatchObject({ callStatus: 486 });
  });

  it('can take the call back while it rings', async () => {
    outbound = { kind: 'rings' };
    await registerPhone();
    const ended = new Promise((done) => pbx.onAgentCall((call) => done(call.ended)));
    const ringing = new Promise((done) => pbx.onAgentCall((call) => done(call.ringing)));
    await phone.page.evaluate(() => window.plainPhone.dial('19900000456', []));
    expect(await ringing).toBe(true);
    await phone.page.evaluate(() => window.plainPhone.hangUp());
    expect(await ended).toMatchObject({ how: 'cancelled', status: 487 });
  });
});

describe('faults', () => {
  it('keeps the sound of a call through a dropped socket', async () => {
    const call = await answeredCall();
    pbx.faults.dropSockets();
    await phone.until((view) => !view.connected);
    const packets = call.heard().packets;
    await expect.poll(() => call.heard().packets, { timeout: 5000 }).toBeGreaterThan(packets + 10);
    expect(call.events().some(({ kind }) => kind === 'ended')).toBe(false);
  });

  it('never acknowledges the answer', async () => {
    pbx.faults.set({ neverAck: true });
    const call = await answeredCall();
    expect(await call.untilHeard(200)).toBe(true);
    expect(call.events().map(({ kind }) => kind)).not.toContain('acknowledged');
  });

  it('sends no sound but hears the agent', async () => {
    pbx.faults.set({ oneWayAudio: true });
    const call = await answeredCall();
    expect(await call.untilHeard(500)).toBe(true);
    expect((await phone.sound()).packets).toBe(0);
    pbx.faults.clear();
    expect(await untilPacketsFrom(0)).toBeGreaterThan(0);
  });

  it('lets its own BYE cross the agent’s', async () => {
    pbx.faults.set({ lateBye: true });
    const call = await answeredCall();
    trace = [];
    await phone.page.evaluate(() => window.plainPhone.hangUp());
    expect(await call.ended).toMatchObject({ how: 'agentHungUp' });
    await phone.until((view) => view.call === 'ended');
    await expect.poll(() => trace.length, { timeout: 5000 }).toBe(4);
    expect(trace).toEqual([
      expect.stringMatching(/^in BYE /),
      expect.stringMatching(/^out BYE /),
      'out SIP/2.0 200 OK',
      expect.stringMatching(/^in SIP\/2.0 (200|481) /),
    ]);
  });

  it('goes deaf: a REGISTER is never answered', async () => {
    await registerPhone();
    pbx.faults.set({ deaf: true });
    const outcome = phone.page.evaluate(async () => {
      const timeout = new Promise<string>((done) => setTimeout(() => done('silence'), 1000));
      return Promise.race([window.plainPhone.register().then(() => 'answered'), timeout]);
    });
    expect(await outcome).toBe('silence');
  });
});

it('takes a citizen away when the agent transfers her', async () => {
  const call = await answeredCall();
  await phone.until((view) => view.call === 'connected');
  const news = await phone.page.evaluate(() => window.plainPhone.transfer('8002'));
  expect(news).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 200 OK']);
  await phone.until((view) => view.call === 'ended');
  expect(await call.ended).toMatchObject({
    how: 'transferred',
    referTo: expect.stringContaining('8002'),
  });
});

it('refuses a transfer by order and leaves the call as it is', async () => {
  const call = await answeredCall();
  await phone.until((view) => view.call === 'connected');
  pbx.faults.set({ refuseTransfers: true });
  const news = await phone.page.evaluate(() => window.plainPhone.transfer('8002'));
  expect(news.at(-1)).toBe('SIP/2.0 486 Busy Here');
  expect((await phone.view()).call).toBe('connected');
  call.hangUp();
  expect((await call.ended).how).toBe('citizenHungUp');
});

it('calls back whoever dials the test extension, and says that this is no call', async () => {
  await registerPhone();
  await phone.page.evaluate(() => window.plainPhone.dial('601', []));
  const { headers } = await phone.until((view) => view.call === 'alerting');
  expect(headers['X-Hotline-Test-Ring']).toBe('1');
});
