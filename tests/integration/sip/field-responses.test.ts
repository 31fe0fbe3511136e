import { afterEach, describe, expect, it } from 'vitest';
import { fakeSdp } from '../../support/fake-media.ts';
import { createScriptedDesk, responseTo } from '../../support/scripted-registrar.ts';
import { until } from '../../support/until.ts';

const callId = 'a7a52b1c-0000-4000-8000-000000000004';
const contact = 'Contact: <sip:b@192.0.2.1;transport=ws>';
type Change = (text: string) => string;

describe('answers to a call of ours as PBXs in the field write them', () => {
  let desk: ReturnType<typeof createScriptedDesk>;
  afterEach(() => desk.close());

  const dial = async (status: readonly string[], body: string, change: Change) => {
    desk = createScriptedDesk((request) => {
      if (!request.startsWith('INVITE ')) return ['200 OK', 'Expires: 300'];
      desk.wire.toDesk(change(responseTo(request, status, { tag: 'b', body })));
      return null;
    });
    desk.start();
    await until('registered', () => desk.registration().kind === 'registered');
    const order = { callId, number: '8000', dialString: '8000', ticketNo: null } as const;
    await desk.phone.dial({ ...order, purpose: 'plain', servesCallId: null });
  };
  const has = (kind: string) => desk.events.some((event) => event.kind === kind);

  it.each<[string, Change]>([
    [
      'type in capitals',
      (text) => text.replace('application/sdp', 'Application/SDP;charset=utf-8'),
    ],
    [
      'length beyond the frame',
      (text) => text.replace(/^Content-Length: .*$/m, 'Content-Length: 9999'),
    ],
    ['Date of no form', (text) => text.replace('Content-Length', 'Date: today\r\nContent-Length')],
    ['blank line before it', (text) => `\r\n\r\n${text}`],
  ])('200 with a %s connects', async (_name, change) => {
    await dial(['200 OK', contact], fakeSdp('sendrecv'), change);
    await until('connected', () => has('connected'));
    expect(has('ended')).toBe(false);
  });

  it.each(['Contact:', 'Contact: <sip:>', 'Contact: <tel:1>;q=x'])(
    '486 with %j ends the call',
    async (line) => {
      await dial(['486 Busy Here', line], '', (text) => text);
      await until('ended', () => has('ended'));
    },
  );
});
