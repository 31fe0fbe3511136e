import { fakeSdp } from './fake-media.ts';
import { createScriptedDesk, responseTo, valueIn } from './scripted-registrar.ts';
import { until } from './until.ts';

export interface GatewayRequest {
  readonly method: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  /** Hurts the whole message. */
  readonly change?: (text: string) => string;
}

/** A registered desk, and a PBX that calls it by requests written by hand. It takes our REGISTER and BYE, and answers our INVITEs. */
export async function createGatewayCall() {
  const desk = createScriptedDesk((request) => {
    if (!request.startsWith('INVITE ')) return ['200 OK', 'Expires: 300'];
    const contact = 'Contact: <sip:gw@192.0.2.1;transport=ws>';
    desk.wire.toDesk(responseTo(request, ['200 OK', contact], { body: fakeSdp('sendrecv') }));
    return null;
  });
  desk.start();
  await until('registered', () => desk.registration().kind === 'registered');
  let cseq = 0;
  const answers = () => desk.sent.filter((text) => /^SIP\/2\.0 [2-6]/.test(text));
  return {
    desk,
    /** Final responses of the desk. */
    answers,
    /** Sends one request of the call; with the desk's tag once it has answered. */
    send({ method, headers = [], body = '', change = (text) => text }: GatewayRequest) {
      if (method !== 'ACK') cseq += 1;
      const tag = /;tag=[^;\s]+/.exec(valueIn(answers()[0] ?? '', 'To'))?.[0] ?? '';
      const has = (name: string) => headers.some((line) => line.startsWith(`${name}:`));
      const typed = body === '' || has('Content-Type') ? [] : ['Content-Type: application/sdp'];
      const text = [
        `${method} sip:desk0a1b2c@desk.invalid;transport=ws SIP/2.0`,
        `Via: SIP/2.0/WS gw.example;branch=z9hG4bKgw${cseq}${method}`,
        'Max-Forwards: 70',
        'From: <sip:19900000123@pbx.example>;tag=gw',
        `To: <sip:1003@pbx.example>${tag}`,
        'Call-ID: gateway@pbx.example',
        `CSeq: ${cseq} ${method}`,
        'Contact: <sip:19900000123@192.0.2.1;transport=ws>',
        ...headers,
        ...typed,
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n');
      desk.wire.toDesk(change(text));
    },
    /** Resolves with the id of the call that rings. */
    async rings(): Promise<string> {
      await until('rings', () => desk.events.some(({ kind }) => kind === 'alerting'));
      const ringing = desk.events.find((event) => event.kind === 'alerting');
      return ringing?.callId ?? '';
    },
  };
}
