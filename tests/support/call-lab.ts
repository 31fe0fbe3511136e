import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import type { CallSettings } from '../../src/shared/domain/phone/call-settings.ts';
import type { CallView } from '../../src/shared/domain/calls/call.ts';
import type { PhoneConfig } from '../../src/shared/domain/phone/phone-state.ts';
import { type HubApi, openHubApi } from '../../tools/demo/hub-api.ts';
import { type Asterisk, startAsterisk } from './asterisk.ts';
import type { AsteriskCall, AsteriskCallOptions } from './asterisk-call.ts';
import { type DeskRemote, openDeskRemote } from './desk-remote.ts';
import { labAccount } from './lab-account.ts';
import { type PlainPhonePage, openPlainPhone } from './plain-sip/open-plain-phone.ts';
import { type Stack, startStack } from './stack.ts';
import { until } from './until.ts';
import { isRecorded } from './is-recorded.ts';

export const citizenNumber = '19900000777';
const agent = { workNo: '1001', password: 'demo-hotline-2026' };
export const roomConference = { kind: 'room', prefix: '8800' } as const;
const calling: Partial<CallSettings> = {
  dialPlan: {
    outsidePrefix: '',
    internalDigits: 4,
    forbiddenPrefixes: ['00'],
    emergencyNumbers: ['110', '119', '120', '122'],
  },
  surveyNumber: '8900',
  conference: roomConference,
  echoNumber: '600',
  testRingNumber: '601',
};
const deskFile = z.looseObject({ pbx: z.looseObject({}) });

export interface LabSettings {
  readonly dtmf: PhoneConfig['dtmf'];
  readonly conference: CallSettings['conference'];
}

/** The whole product at extension 1001 and a colleague with a plain SIP.js phone at 1002, on one Asterisk. */
export interface CallLab {
  readonly asterisk: Asterisk;
  readonly lead: HubApi;
  readonly colleague: PlainPhonePage;
  desk(): DeskRemote;
  /** Starts the desk's host anew with these settings; the pages stay open. */
  useSettings(settings: LabSettings): Promise<void>;
  stop(): Promise<void>;
}

export async function startCallLab(): Promise<CallLab> {
  const asterisk = await startAsterisk();
  const stack = await startStack({ pbx: { ...labAccount(asterisk), calling } });
  const browser = stack.phone.context().browser();
  if (!browser) throw new Error('the stack has no browser');
  let desk = await openSignedIn(stack);
  const colleague = await openPlainPhone(browser);
  await colleague.page.evaluate(([...args]) => window.plainPhone.connect(...args), [
    asterisk.wsUrl,
    asterisk.domain,
    '1002',
    asterisk.secrets['1002'],
  ] as [string, string, string, string]);
  await colleague.page.evaluate(() => window.plainPhone.register());
  return {
    asterisk,
    lead: await openHubApi(stack.hubUrl, '2001', 'demo-hotline-2026'),
    colleague,
    desk: () => desk,
    async useSettings({ dtmf, conference }) {
      const file = join(stack.deskFolder, 'desk.json');
      const { pbx, ...rest } = deskFile.parse(JSON.parse(readFileSync(file, 'utf8')));
      const other = { ...pbx, dtmf, calling: { ...calling, conference } };
      writeFileSync(file, JSON.stringify({ ...rest, pbx: other }));
      await desk.close();
      const restartedAt = Date.now();
      await stack.restartHost();
      desk = await openSignedIn(stack, restartedAt);
    },
    async stop() {
      await colleague.close();
      await desk.close();
      await stack.stop();
      await asterisk.stop();
    },
  };
}

/** `since`: a registration from before it is one with other settings, about to be given up. */
async function openSignedIn(stack: Stack, since = 0): Promise<DeskRemote> {
  const desk = await openDeskRemote(stack);
  if (desk.watch.state().user === null) await desk.client.session.signIn(agent);
  await desk.watch.until(
    'registered',
    ({ phone: { registration }, phoneConnected }) =>
      phoneConnected && registration.kind === 'registered' && registration.sinceAt >= since,
    30_000,
  );
  return desk;
}

/** What citizen, agent and colleague do and notice. */
export function callActs({ asterisk, colleague, desk }: CallLab) {
  const known = () =>
    desk()
      .watch.state()
      .phone.calls.map(({ callId }) => callId);
  const ring = async (options: Partial<AsteriskCallOptions> = {}) => {
    const before = known();
    const citizen = await asterisk.call({ to: '1001', fromNumber: citizenNumber, ...options });
    const { callId } = await desk().untilCall(
      'a call that rings',
      (call) => call.state === 'alerting' && !before.includes(call.callId),
    );
    return { citizen, callId };
  };
  const talk = async (options: Partial<AsteriskCallOptions> = {}) => {
    const rung = await ring(options);
    await desk().act({ kind: 'answer', callId: rung.callId });
    await rung.citizen.untilAnswered();
    await untilRecording(rung.callId);
    return rung;
  };
  const untilRecording = (callId: string) =>
    desk().untilCall(
      'bytes of the recording on disk',
      (call) => call.callId === callId && isRecorded(call),
    );
  const untilState = (callId: string, state: CallView['state']) =>
    desk().untilCall(state, (call) => call.callId === callId && call.state === state);
  const hears = (citizen: AsteriskCall) =>
    until('the citizen hears somebody', () => citizen.heardLevel(800) > 0.01, 15_000);
  const happened = (citizen: AsteriskCall, name: string) =>
    citizen.events().some(({ Event }) => Event === name);
  const colleagueRings = () => colleague.until(({ call }) => call === 'alerting', 15_000);
  const colleagueAnswers = async () => {
    await colleagueRings();
    await colleague.page.evaluate(() => window.plainPhone.answer());
    await colleague.until(({ call }) => call === 'connected');
  };
  /** Sound is arriving at the colleague's now. */
  const colleagueHears = async () => {
    const { energy } = await colleague.sound();
    await expect
      .poll(async () => (await colleague.sound()).energy, { timeout: 15_000 })
      .toBeGreaterThan(energy + 0.0005);
  };
  const consult = async (servedCallId: string) => {
    const callId = randomUUID();
    await desk().act({
      kind: 'dial',
      callId,
      number: '1002',
      ticketNo: null,
      consultFor: servedCallId,
    });
    return callId;
  };
  return {
    ring,
    talk,
    untilRecording,
    untilState,
    hears,
    happened,
    colleagueRings,
    colleagueAnswers,
    colleagueHears,
    consult,
  };
}
