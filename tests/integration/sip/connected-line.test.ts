import { Core, type Inviter } from 'sip.js';
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
  const reinvite = (far: Inviter, ...extraHeaders: string[]) =>
    new Promise<number>((resolve, reject) => {
      const done = ({ message }: Core.IncomingResponse) => resolve(message.statusCode ?? 0);
      const requestDelegate = { onAccept: done, onReject: done };
      far.invite({ requestOptions: { extraHeaders }, requestDelegate }).catch(reject);
    });
  const update = (far: Inviter, headers: string[], offer = '') =>
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

  it.each([180, 183, 200] as const)(
    'hears in a %i to our own INVITE who took it',
    async (status) => {
      desk.pbx.onInvitation = (invitation) => {
        const extraHeaders = ['P-Asserted-Identity: "工程" <sip:1005@pbx.example>'];
        if (status === 200) void invitation.accept({ extraHeaders });
        else void invitation.progress({ statusCode: status, extraHeaders });
      };
      const callId = 'a7a52b1c-0000-4000-8000-000000000001';
      const order = { callId, number: '8000', dialString: '8000', ticketNo: null } as const;
      void desk.phone.dial({ ...order, purpose: 'plain', servesCallId: null });
      await until('told', () => told().length === 1);
      expect(told()).toEqual([['1005', '工程']]);
    },
  );
});
