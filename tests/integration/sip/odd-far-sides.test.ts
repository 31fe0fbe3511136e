import { afterEach, describe, expect, it } from 'vitest';
import { fakeSdp } from '../../support/fake-media.ts';
import { type Script, createScriptedDesk, valueIn } from '../../support/scripted-registrar.ts';
import { until } from '../../support/until.ts';

type Desk = ReturnType<typeof createScriptedDesk>;

let desk: Desk;
afterEach(() => desk.close());

const accept: Script = (request) =>
  /^(?:REGISTER|BYE) /.test(request) ? ['200 OK', `Contact: ${valueIn(request, 'Contact')}`] : null;

async function startDesk(script: Script = accept): Promise<void> {
  desk = createScriptedDesk(script);
  desk.start();
  await until('registered', () => desk.registration().kind === 'registered');
}

/** One call of the PBX, by the tags that it is known by on the wire. */
interface Names {
  readonly callId: string;
  readonly farTag: string;
  readonly ourTag?: string;
}

/** A request of the PBX; without `uri` to the desk's own address. */
function request(
  method: string,
  names: Names,
  cseq: number,
  more: { uri?: string; headers?: string[]; body?: string } = {},
): string {
  const { callId, farTag, ourTag } = names;
  const { headers = [], body = '' } = more;
  const contact = /<([^>]+)>/.exec(valueIn(desk.sent[0] ?? '', 'Contact'))?.[1] ?? '';
  return [
    `${method} ${more.uri ?? contact} SIP/2.0`,
    `Via: SIP/2.0/WS pbx.example;branch=z9hG4bK${method}${farTag}${cseq}`,
    `From: <sip:19900000123@pbx.example>;tag=${farTag}`,
    `To: <sip:1003@pbx.example>${ourTag === undefined ? '' : `;tag=${ourTag}`}`,
    'Contact: <sip:pbx@pbx.example>',
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    'Max-Forwards: 70',
    ...headers,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

const alerting = () => desk.events.filter((event) => event.kind === 'alerting');
const ended = () => desk.events.filter((event) => event.kind === 'ended');
const answers = (cseq: string) =>
  desk.sent
    .filter((text) => text.startsWith('SIP/2.0 ') && valueIn(text, 'CSeq') === cseq)
    .map((text) => Number(text.slice(8, 11)));

/** Rings, is answered and acknowledged. */
async function talk(farTag: string, cseq = 1): Promise<Names & { readonly id: string }> {
  const names = { callId: 'one@pbx.example', farTag };
  const count = alerting().length + 1;
  desk.wire.toDesk(request('INVITE', names, cseq, { body: fakeSdp('sendrecv') }));
  await until('it rings', () => alerting().length === count);
  const id = alerting().at(-1)?.callId ?? '';
  await desk.phone.answer(id);
  const ok = () =>
    desk.sent.find(
      (text) => text.startsWith('SIP/2.0 200') && valueIn(text, 'From').endsWith(`tag=${farTag}`),
    );
  await until('it is answered', () => ok() !== undefined);
  const ourTag = valueIn(ok() ?? '', 'To').split(';tag=')[1] ?? '';
  desk.wire.toDesk(request('ACK', { ...names, ourTag }, cseq));
  return { ...names, ourTag, id };
}

describe('a far side that writes what none should', () => {
  it.each([
    ['an address that is not ours', { uri: 'sip:other@192.0.2.1' }, 6],
    ['an address without a user', { uri: 'sip:192.0.2.1' }, 6],
    ['a sips address', { uri: 'sips:1003@192.0.2.1' }, 6],
    ['a tel address', { uri: 'tel:1003' }, 6],
    ['the number of the INVITE again', {}, 5],
    ['a number from before', {}, 0],
  ])('ends the call by a BYE with %s', async (_name, more, cseq) => {
    await startDesk();
    const call = await talk('a', 5);
    desk.wire.toDesk(request('BYE', call, cseq, more));
    await until('the BYE is answered', () => answers(`${cseq} BYE`).length > 0);
    expect(answers(`${cseq} BYE`)).toEqual([200]);
    expect(ended()).toMatchObject([{ callId: call.id, reason: 'citizenHungUp' }]);
  });

  it('tells news of the call that they are about, where two share a Call-ID', async () => {
    await startDesk();
    const first = await talk('a');
    await desk.phone.setMuted(first.id, true);
    const second = await talk('b');
    const headers = ['P-Asserted-Identity: <sip:19900000777@pbx.example>'];
    desk.wire.toDesk(request('UPDATE', second, 2, { headers, body: fakeSdp('sendonly') }));
    await until('the UPDATE is answered', () => answers('2 UPDATE').length > 0);
    const news = desk.events.filter(({ kind }) => kind === 'identity' || kind === 'farHold');
    expect(news).toMatchObject([
      { kind: 'identity', callId: second.id, rawNumber: '19900000777' },
      { kind: 'farHold', callId: second.id, held: true },
    ]);
  });

  it('gives several reasons for a CANCEL: who was served elsewhere was not missed', async () => {
    await startDesk();
    const names = { callId: 'one@pbx.example', farTag: 'a' };
    const invite = request('INVITE', names, 1, { body: fakeSdp('sendrecv') });
    desk.wire.toDesk(invite);
    await until('it rings', () => alerting().length === 1);
    const headers = ['Reason: Q.850;cause=26', 'Reason: SIP;cause=200;text="completed elsewhere"'];
    const cancel = request('CANCEL', names, 1, { headers });
    desk.wire.toDesk(cancel.replace(/^Via: .*$/m, `Via: ${valueIn(invite, 'Via')}`));
    await until('it is over', () => ended().length === 1);
    expect(ended()).toMatchObject([{ reason: 'cancelled' }]);
  });

  it('sends a hold elsewhere: it has failed, and the next one may be tried', async () => {
    await startDesk((text) => (text.startsWith('INVITE ') ? ['302 Moved'] : accept(text)));
    const { id } = await talk('a');
    await expect(desk.phone.hold(id)).rejects.toMatchObject({ code: 'sip.callFailed' });
    await expect(desk.phone.hold(id)).rejects.toMatchObject({ code: 'sip.callFailed' });
  });

  it('floods one call with INFO: another call still rings', async () => {
    await startDesk();
    const call = await talk('a');
    for (let cseq = 2; cseq < 300; cseq += 1) desk.wire.toDesk(request('INFO', call, cseq));
    await until('the last is answered', () => answers('200 INFO').length > 0);
    const other = { callId: 'two@pbx.example', farTag: 'b' };
    desk.wire.toDesk(request('INVITE', other, 1, { body: fakeSdp('sendrecv') }));
    await until('the other rings', () => alerting().length === 2);
  });

  it.each(['refusalOf', 'open'] as const)(
    'makes the media throw at %s: the call is over with a reason, and not a ring without a call',
    async (name) => {
      await startDesk();
      desk.media[name] = () => {
        throw new TypeError('of the browser');
      };
      const names = { callId: 'one@pbx.example', farTag: 'a' };
      desk.wire.toDesk(request('INVITE', names, 1, { body: fakeSdp('sendrecv') }));
      await until('it is refused', () => answers('1 INVITE').includes(488));
      expect(ended()).toMatchObject([
        { callId: alerting()[0]?.callId, reason: 'failed', code: 'media.negotiationFailed' },
      ]);
    },
  );
});

describe('a registrar that asks for what none should', () => {
  it('wants to be bound for ever longer: asked once more, then after a pause', async () => {
    let asked = 0;
    desk = createScriptedDesk((text) => {
      if (!text.startsWith('REGISTER ')) return accept(text);
      asked += 1;
      return ['423 Interval Too Brief', `Min-Expires: ${300 + asked * 10}`];
    });
    desk.start();
    await until('it waits', () => desk.registration().kind === 'retryWait');
    expect(asked).toBe(2);
  });

  it.each(['4294967295', '2147484', '1e9', '0x7fffffff', '3600.5'])(
    'wants Min-Expires: %s: it is not obeyed',
    async (least) => {
      let asked = 0;
      desk = createScriptedDesk((text) => {
        if (!text.startsWith('REGISTER ')) return accept(text);
        asked += 1;
        return asked === 1 ? ['423 Interval Too Brief', `Min-Expires: ${least}`] : accept(text);
      });
      desk.start();
      await until('it waits', () => desk.registration().kind === 'retryWait');
      expect(asked).toBe(1);
    },
  );

  it('finds each nonce too old: the secret was right, and the desk goes on trying', async () => {
    let nonces = 0;
    desk = createScriptedDesk((text) => {
      if (!text.startsWith('REGISTER ')) return accept(text);
      nonces += 1;
      const challenge = `Digest realm="pbx.example", nonce="n${nonces}", stale=true`;
      return ['401 Unauthorized', `WWW-Authenticate: ${challenge}`];
    });
    desk.start();
    await until('it waits', () => desk.registration().kind === 'retryWait');
  });
});
