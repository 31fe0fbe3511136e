import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trayStateOf } from '../../../src/main/electron/tray-state.ts';
import type { AgentReport } from '../../../src/shared/contract/agents/schemas.ts';
import type { DeskFace } from '../../../src/shared/contract/phone-host.ts';
import type { DeskState } from '../../../src/shared/domain/desk/desk-state.ts';
import type { PhoneSnapshot } from '../../../src/shared/domain/phone/phone-state.ts';
import { faceOf } from '../../../src/shared/domain/seat/agent-face.ts';
import type { SeatReason } from '../../../src/shared/domain/seat/seat-checks.ts';
import { signInAt } from '../../support/hub-client.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { aProvenSnapshot } from '../../support/host/phone-values.ts';
import { until } from '../../support/until.ts';

const toBreak = { to: 'break', reason: 'rest' } as const;
const denied = { kind: 'failed', code: 'media.microphoneDenied' } as const;

let desk: DeskWithHub;
beforeEach(async () => {
  desk = await startDeskWithHub();
  await desk.signIn();
  await desk.watch().until('ready', (state) => state.agent?.state === 'ready');
});
afterEach(() => desk.stop());

/** The phone page of this desk: says what it is told to say, and hears what its bar shows. */
async function aPhone() {
  const { client } = await desk.phone();
  const orders = await client.attach({ buildId: 'development', takeOver: true });
  await orders.next();
  const faces: DeskFace[] = [];
  const read = async () => {
    for await (const face of await client.face()) faces.push(face);
  };
  void read().catch(() => {});
  return { faces, publish: (snapshot: PhoneSnapshot) => client.publish(snapshot) };
}

const aReadyReport: AgentReport = {
  agent: {
    state: 'ready',
    since: 1,
    reason: '',
    endsAt: null,
    next: null,
    missedRings: 0,
    queueTold: null,
  },
  talking: false,
  reachable: true,
  orderDone: null,
};

/** Another agent at another desk of the same hub, ready and able to be rung. */
async function aColleague() {
  const { client } = await signInAt(desk.hub.url(), '1002');
  return {
    othersOnPost: async () => (await client.agents.report(aReadyReport)).othersOnPost,
    leave: async () => (await client.agents.leave({ ...toBreak, report: aReadyReport })).verdict,
  };
}

const isDiskFull = (reason: SeatReason | null) =>
  reason?.kind === 'code' && reason.code === 'recording.diskFull';

/** What desk pill, tray and small bar show of one and the same desk. */
function facesOf(state: DeskState, bar: DeskFace | undefined) {
  const now = Date.now();
  const { calls } = state.phone;
  return {
    pill: faceOf({ agent: state.agent, calls, seat: state.seat }, now).kind,
    tray: trayStateOf(state, now).kind,
    bar: bar && faceOf({ ...bar, calls }, now).kind,
  };
}

describe('one verdict of the seat', () => {
  it('makes a ready agent with a proven phone ready everywhere, and counts the seat at the hub', async () => {
    const phone = await aPhone();
    const colleague = await aColleague();
    await phone.publish(aProvenSnapshot());
    const state = await desk.watch().until('proven', ({ seat }) => seat.reason === null);
    await until('the bar heard of it', () => phone.faces.at(-1)?.seat.reason === null);
    expect(facesOf(state, phone.faces.at(-1))).toEqual({
      pill: 'ready',
      tray: 'ready',
      bar: 'ready',
    });
    await expect.poll(colleague.othersOnPost, { timeout: 10_000 }).toBe(1);
    expect(await colleague.leave()).toBe('passed');
  });

  it('says fault everywhere when the microphone is denied, and the guard counts the seat no longer', async () => {
    const phone = await aPhone();
    const colleague = await aColleague();
    await phone.publish(aProvenSnapshot());
    await expect.poll(colleague.othersOnPost, { timeout: 10_000 }).toBe(1);
    await phone.publish({ ...aProvenSnapshot(), microphone: denied });
    const state = await desk.watch().until('denied', ({ seat }) => seat.reason?.kind === 'code');
    await until('the bar heard of it', () => phone.faces.at(-1)?.seat.reason?.kind === 'code');
    expect(facesOf(state, phone.faces.at(-1))).toEqual({
      pill: 'fault',
      tray: 'fault',
      bar: 'fault',
    });
    await expect.poll(colleague.othersOnPost, { timeout: 10_000 }).toBe(0);
    expect(await colleague.leave()).toBe('refused');
    const { client: lead } = await signInAt(desk.hub.url(), '2001');
    const { team } = await lead.agents.report({ ...aReadyReport, why: null });
    expect(team?.find(({ workNo }) => workNo === '1001')).toMatchObject({
      reachable: false,
      why: { kind: 'code', name: 'microphone', code: 'media.microphoneDenied' },
    });
  });

  it('says 小休 everywhere while the agent rests', async () => {
    const phone = await aPhone();
    await phone.publish(aProvenSnapshot());
    await (await aColleague()).othersOnPost();
    await desk.desk().agent.change({ ...toBreak, minutes: null, unguarded: false });
    const state = await desk.watch().until('break', ({ agent }) => agent?.state === 'break');
    await until('the bar heard of it', () => phone.faces.at(-1)?.agent?.state === 'break');
    expect(facesOf(state, phone.faces.at(-1))).toEqual({
      pill: 'break',
      tray: 'away',
      bar: 'break',
    });
    expect(trayStateOf(state, Date.now()).words).toBe('小休');
  });

  it('is dark without a phone page, and with a full disk, which no phone page can know of', async () => {
    const { seat } = desk.watch().state();
    expect(seat.reason).toMatchObject({ code: 'phone.notConnected' });
    await desk.stop();
    desk = await startDeskWithHub({ changes: { freeBytes: async () => 0 } });
    await desk.signIn();
    const phone = await aPhone();
    await phone.publish(aProvenSnapshot());
    await desk.watch().until('full', ({ seat: one }) => isDiskFull(one.reason));
    const state = await desk.watch().until('ready', ({ agent }) => agent?.state === 'ready');
    await until('the bar heard of it', () => phone.faces.at(-1)?.agent?.state === 'ready');
    expect(facesOf(state, phone.faces.at(-1))).toEqual({
      pill: 'fault',
      tray: 'fault',
      bar: 'fault',
    });
  });
});
