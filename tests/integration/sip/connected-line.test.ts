import { Core, type Invitation, type Session } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeSdp } from '../../support/fake-media.ts';
import { createSipDesk } from '../../support/sip-desk.ts';
import { until } from '../../support/until.ts';

const asserted = 'P-Asserted-Identity: "王某" <sip:19900000777@pbx.example>';
const freePbx =
  'Remote-Party-ID: "王某" <sip:19900000777@pbx.example>;party=calling;privacy=off;screen=no';

describe('who is at the other end, as the PBX tells it', () => {
  let desk: Awaited<ReturnType<typeof createSipDesk>>;
  beforeEach(async () => {
    desk = await createSipDesk();
    await desk.register();
  });
  afterEach(() => desk.close());

  const answered = async (headers: string[] = []) => {
    const far = await desk.pbx.call({ number: '1002', headers });
    const { callId } = await desk.alerting();
    await desk.phone.answer(callId);
    await until('connected', () => far.state === 'Established');
    return { far, callId };
  };
  const reinvite = (far: Session, ...extraHeaders: string[]) =>
    new Promise<number>((resolve, reject) => {
      const done = ({ message }: Core.IncomingResponse) => resolve(message.statusCode ?? 0);
      const requestDelegate = { onAccept: done, onReject: done };
      far.invite({ requestOptions: { extraHeaders }, requestDelegate }).catch(reject);
    });
  const update = (far: Session, headers: string[], offer = '') =>
    new Promise<Core.IncomingResponseMessage>((resolve, reject) => {
      const { dialog } = far;
      if (!(dialog instanceof Core.SessionDialog)) return reject(new Error('no dialog'));
      const body = {
        contentDisposition: 'session',
        contentType: 'application/sdp',
        content: offer,
      };
      const message = dialog.createOutgoingRequestMessage('UPDATE', {
        extraHeaders: ['Contact: <sip:pbx@pbx.example>', ...headers],
        ...(offer === '' ? {} : { body }),
      });
      const done = (response: Core.IncomingResponse) => resolve(response.message);
      dialog.userAgentCore.request(message, { onAccept: done, onReject: done });
    });
  const told = () =>
    desk.of('identity').map(({ rawNumber, displayName }) => [rawNumber, displayName]);

  it.each([
    ['asserted', asserted],
    ['as FreePBX sends it', freePbx],
  ])('follows a re-INVITE, %s', async (_name, header) => {
    const { far, callId } = await answered();
    expect(await reinvite(far, header, 'X-Ticket-No: SW20261124-0009')).toBe(200);
    expect(told()).toEqual([['19900000777', '王某']]);
    expect(desk.of('identity')[0]).toMatchObject({ callId, ticketNo: 'SW20261124-0009' });
  });

  it.each([asserted, freePbx])('follows an UPDATE without SDP: %s', async (header) => {
    const { far } = await answered();
    expect((await update(far, [header])).statusCode).toBe(200);
    expect(told()).toEqual([['19900000777', '王某']]);
  });

  it('follows an UPDATE with SDP, and answers its offer', async () => {
    const { far, callId } = await answered();
    const response = await update(far, [asserted], fakeSdp('sendonly'));
    expect([response.statusCode, response.body.includes('a=recvonly')]).toEqual([200, true]);
    expect(told()).toEqual([['19900000777', '王某']]);
    expect(desk.of('farHold')).toMatchObject([{ callId, held: true }]);
  });

  it('refuses an UPDATE with an offer that cannot be taken, and the call goes on', async () => {
    const { far, callId } = await answered();
    const media = desk.media.sessions.get(callId);
    if (media) media.answerOffer = () => Promise.reject(new Error('no codec'));
    expect((await update(far, [], fakeSdp('sendrecv'))).statusCode).toBe(488);
    expect(desk.of('ended')).toEqual([]);
  });

  it.each([
    ['anonymous', 'P-Asserted-Identity: "Anonymous" <sip:anonymous@anonymous.invalid>'],
    ['ourselves', 'P-Asserted-Identity: <sip:1003@pbx.example>'],
    ['the other side', 'Remote-Party-ID: <sip:19900000777@pbx.example>;party=called'],
    ['a hidden one', 'Remote-Party-ID: <sip:19900000777@pbx.example>;party=calling;privacy=full'],
    ['nobody', 'P-Asserted-Identity: <sip:pbx.example>'],
  ])('believes no news of %s', async (_name, header) => {
    const { far } = await answered();
    expect(await reinvite(far, header)).toBe(200);
    expect(told()).toEqual([]);
  });

  it('names who handed the call over, when the INVITE says so (RFC 3892)', async () => {
    await desk.pbx.call({ headers: ['Referred-By: <sip:1002@pbx.example>'] });
    expect(await desk.alerting()).toMatchObject({
      rawNumber: '19900000123',
      rawHandedOverBy: '1002',
    });
  });

  describe('in a call that the agent has placed', () => {
    const callId = 'a7a52b1c-0000-4000-8000-000000000001';
    const trunk = 'P-Asserted-Identity: "供水热线" <sip:02700000888@pbx.example>';
    const order = { callId, number: '8000', dialString: '8000', ticketNo: null } as const;
    const dial = () => desk.phone.dial({ ...order, purpose: 'plain', servesCallId: null });
    const news = () =>
      desk.of('identity').map(({ rawNumber, retargets }) => [rawNumber, retargets]);

    it.each([180, 183, 200] as const)(
      'a number in a %i is told as a name for the dialled one',
      async (status) => {
        desk.pbx.onInvitation = (invitation) => {
          const extraHeaders = [trunk];
          if (status === 200) void invitation.accept({ extraHeaders });
          else void invitation.progress({ statusCode: status, extraHeaders });
        };
        void dial();
        await until('told', () => told().length === 1);
        expect(news()).toEqual([['02700000888', false]]);
      },
    );

    const talking = async (headers: string[] = []) => {
      const far = new Promise<Invitation>((resolve) => {
        desk.pbx.onInvitation = (invitation) => {
          void invitation.accept({ extraHeaders: headers });
          resolve(invitation);
        };
      });
      void dial();
      const session = await far;
      await until('connected', () => desk.of('connected').length === 1);
      return session;
    };

    it('the number of the answer, said again later, is no other party', async () => {
      const far = await talking([trunk]);
      expect(await reinvite(far, trunk.replace('供水热线', '水务'))).toBe(200);
      expect(news()).toEqual([
        ['02700000888', false],
        ['02700000888', false],
      ]);
    });

    it('another number later is another party', async () => {
      const far = await talking([trunk]);
      expect(await reinvite(far, asserted)).toBe(200);
      expect(news()).toEqual([
        ['02700000888', false],
        ['19900000777', true],
      ]);
    });
  });
});
