import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeSdp } from '../../support/fake-media.ts';
import { createScriptedDesk, responseTo } from '../../support/scripted-registrar.ts';
import { installVirtualTime } from '../../support/virtual-time.ts';

const callId = 'a7a52b1c-0000-4000-8000-000000000006';
const contact = 'Contact: <sip:b@192.0.2.1;transport=ws>';
type Said = readonly (readonly [status: string, sdp?: string])[];

describe('a call of ours that the PBX neither connects nor refuses', () => {
  let time: ReturnType<typeof installVirtualTime>;
  let desk: ReturnType<typeof createScriptedDesk>;
  /** What the PBX says to each request of the desk; nothing, where it is not named. */
  let says: Record<string, Said> = {};
  beforeEach(async () => {
    time = installVirtualTime();
    says = { REGISTER: [['200 OK']] };
    desk = createScriptedDesk((request) => {
      const method = /^\w+/.exec(request)?.[0] ?? '';
      for (const [status, body = ''] of says[method] ?? [])
        desk.wire.toDesk(responseTo(request, [status, contact, 'Expires: 300'], { body }));
      return null;
    });
    desk.start();
    await pass(1000);
    if (desk.registration().kind !== 'registered') throw new Error('not registered');
  });
  afterEach(async () => {
    const stopped = desk.close();
    await pass(5000);
    await stopped;
    time.restore();
  });
  /** In steps between which messages can go to and fro, each hop in a turn of its own. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 500) {
      await time.pass(500);
      for (let hop = 0; hop < 6; hop += 1) await new Promise(setImmediate);
    }
  };
  const ended = () => desk.events.find((event) => event.kind === 'ended');
  const sent = (method: string) => desk.sent.filter((text) => text.startsWith(`${method} `));
  const dial = async (id = callId) => {
    const order = { callId: id, number: '8000', dialString: '8000', ticketNo: null } as const;
    await desk.phone.dial({ ...order, purpose: 'plain', servesCallId: null });
    await pass(1000);
  };

  it('says after half a minute that the PBX has said nothing', async () => {
    await dial();
    await pass(30_000);
    expect(ended()).toBeUndefined();
    await pass(3000);
    expect(ended()).toMatchObject({ reason: 'failed', code: 'sip.pbxSilent' });
  });

  it.each<[string, Said, string, string]>([
    ['100 and no more', [['100 Trying']], 'failed', 'sip.pbxSilent'],
    ['180 and no more', [['100 Trying'], ['180 Ringing']], 'noAnswer', 'sip.noAnswer'],
    ['183 without sound', [['183 Session Progress']], 'noAnswer', 'sip.noAnswer'],
  ])('gives up after three minutes of %s', async (_name, said, reason, code) => {
    says['INVITE'] = said;
    says['CANCEL'] = [['200 OK']];
    await dial();
    await pass(175_000);
    expect(ended()).toBeUndefined();
    await pass(6000);
    expect(ended()).toMatchObject({ reason, code });
    expect(sent('CANCEL')).toHaveLength(1);
  });

  it('lets an agent listen to an announcement for ten minutes', async () => {
    says['INVITE'] = [['183 Session Progress', fakeSdp('sendrecv')]];
    await dial();
    await pass(590_000);
    expect(ended()).toBeUndefined();
    await pass(11_000);
    expect(ended()).toMatchObject({ reason: 'noAnswer', code: 'sip.noAnswer' });
  });

  it('is over half a minute after a CANCEL that nobody answers: the next calls are free', async () => {
    says['INVITE'] = [['180 Ringing']];
    const ids = Array.from({ length: 12 }, (_, at) => callId.replace(/.$/, at.toString(16)));
    for (const id of ids) {
      await dial(id);
      await desk.phone.hangUp(id);
    }
    await pass(33_000);
    for (const id of ids) expect(desk.media.sessions.get(id)?.closed).toBe(true);
  });

  it('fails a hold that the PBX has only said 100 to, and the call can be held again', async () => {
    says['INVITE'] = [['200 OK', fakeSdp('sendrecv')]];
    await dial();
    expect(desk.events.some(({ kind }) => kind === 'connected')).toBe(true);
    says['INVITE'] = [['100 Trying']];
    const failed = desk.phone.hold(callId).then(
      () => 'held',
      () => 'failed',
    );
    await pass(41_000);
    expect(await failed).toBe('failed');
    says['INVITE'] = [['200 OK', fakeSdp('recvonly')]];
    const held = desk.phone.hold(callId);
    await pass(1000);
    await held;
    expect(ended()).toBeUndefined();
  });
});
