import { Core } from 'sip.js';
import { assert } from '../../shared/assert.ts';
import { type InviteFacts, readInviteFacts } from './call/invite-facts.ts';
import { checkFrame } from './wire/check-frame.ts';

const invite = [
  'INVITE sip:rehearsal@desk.invalid;transport=ws SIP/2.0',
  'Via: SIP/2.0/WS 192.0.2.1:8088;branch=z9hG4bKrehearsal;rport',
  'Max-Forwards: 70',
  'From: "19900000123" <sip:19900000123@pbx.invalid>;tag=rehearsal',
  'To: <sip:rehearsal@desk.invalid>',
  'Contact: <sip:pbx@192.0.2.1:8088;transport=ws>',
  'Call-ID: rehearsal@pbx.invalid',
  'CSeq: 1 INVITE',
  'Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, REFER, NOTIFY',
  'Supported: timer, replaces',
  'Content-Type: application/sdp',
  'Content-Length: 5',
  '',
  'v=0\r\n',
].join('\r\n');

/**
 * Judges, parses and reads a made-up INVITE, so that the browser has compiled what does it before a citizen waits: that took 10 ms
 * of the first pop. Nothing is sent, and no call comes of it.
 */
export function rehearseInvite(): InviteFacts {
  const check = checkFrame(invite);
  assert(check.kind === 'message', 'the rehearsal is an INVITE');
  const logger = new Core.LoggerFactory().getLogger('rehearsal');
  const message = Core.Parser.parseMessage(check.text, logger);
  assert(message !== undefined, 'SIP.js reads what was judged');
  return readInviteFacts(
    (name) => message.getHeader(name),
    (name) => message.getHeaders(name),
  );
}
