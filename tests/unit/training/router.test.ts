import { beforeEach, describe, expect, it } from 'vitest';
import { createCallBoard } from '../../../src/training/call/call-board.ts';
import { type Faults, createFaults } from '../../../src/training/faults.ts';
import { createRegistrar } from '../../../src/training/registrar.ts';
import { createRouter } from '../../../src/training/router.ts';
import type { SipConnection } from '../../../src/training/sip/connection.ts';
import { createDigestChallenger } from '../../../src/training/sip/digest.ts';
import { createExchange } from '../../../src/training/sip/exchange.ts';
import { parseSip } from '../../../src/training/sip/sip-message.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { sipText } from '../../support/sip-text.ts';

let sent: string[];
let faults: Faults;
let route: (text: string) => void;

beforeEach(() => {
  sent = [];
  faults = createFaults({ dropSockets: () => 0, onChange: () => undefined });
  const registrar = createRegistrar({ nowMs: () => 0, maxContacts: () => 5 });
  const connection: SipConnection = {
    connectionId: 1,
    isOpen: () => true,
    send: (text) => sent.push(text),
    drop: () => undefined,
  };
  const router = createRouter({
    leg: {
      exchange: createExchange(),
      faults: faults.current,
      nowMs: () => 0,
      monotonicMs: () => 0,
      token: () => 'token',
      domain: 'training.invalid',
      sentBy: '127.0.0.1:1',
      connectionOf: () => connection,
      loadSpeech: () => Promise.resolve(new Uint8Array()),
    },
    registrar,
    digest: createDigestChallenger({
      realm: 'training.invalid',
      nonceKey: new Uint8Array(32),
      nonceLifeMs: 1000,
      nowMs: () => 0,
    }),
    faults: faults.current,
    secretOf: () => 'right',
    board: createCallBoard(silentLogger),
    onInvite: () => undefined,
  });
  route = (text) => router(text, connection);
});

function textOf(method: string, toTag = ''): string {
  return sipText([
    `${method} sip:training.invalid SIP/2.0`,
    'Via: SIP/2.0/WS phone.invalid;branch=z9hG4bKone',
    'From: <sip:8001@training.invalid>;tag=phone',
    `To: <sip:8001@training.invalid>${toTag}`,
    'Call-ID: call-one',
    `CSeq: 1 ${method}`,
  ]);
}

const answer = () => {
  const message = parseSip(sent.at(-1) ?? '');
  return message?.kind === 'response' ? message : null;
};

describe('createRouter', () => {
  it('challenges a REGISTER and an INVITE that prove nothing', () => {
    for (const method of ['REGISTER', 'INVITE']) {
      route(textOf(method));
      expect(answer()).toMatchObject({ status: 401, method });
      expect(answer()?.header('www-authenticate')).toContain('realm="training.invalid"');
    }
  });

  it('answers a keep-alive and an OPTIONS', () => {
    route('\r\n\r\n');
    expect(sent).toEqual(['\r\n']);
    route(textOf('OPTIONS'));
    expect(answer()?.status).toBe(200);
  });

  it('knows no call of that name, and no such method', () => {
    route(textOf('BYE', ';tag=gone'));
    expect(answer()?.status).toBe(481);
    route(textOf('CANCEL'));
    expect(answer()?.status).toBe(481);
    route(textOf('MESSAGE'));
    expect(answer()?.status).toBe(405);
  });

  it('never answers an ACK or noise', () => {
    route(textOf('ACK'));
    route(textOf('ACK', ';tag=gone'));
    route('noise');
    expect(sent).toEqual([]);
  });

  it('refuses with 503 and Retry-After, with 403, and not at all, when told to', () => {
    faults.set({ refuseRegister: { status: 503, retryAfterSeconds: 9 } });
    route(textOf('REGISTER'));
    expect(answer()?.status).toBe(503);
    expect(answer()?.header('retry-after')).toBe('9');
    faults.clear();
    faults.set({ refuseCredentials: true });
    route(textOf('REGISTER'));
    expect(answer()?.status).toBe(403);
    faults.set({ deaf: true });
    const before = sent.length;
    route(textOf('OPTIONS'));
    route('\r\n\r\n');
    expect(sent).toHaveLength(before);
  });
});
