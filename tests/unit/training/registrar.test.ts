import { beforeEach, describe, expect, it } from 'vitest';
import { type Registrar, createRegistrar } from '../../../src/training/registrar.ts';
import type { SipConnection } from '../../../src/training/sip/connection.ts';
import { aRequest } from '../../support/sip-text.ts';

let now: number;
let registrar: Registrar;
let open: boolean;
const connection: SipConnection = {
  connectionId: 1,
  isOpen: () => open,
  send: () => undefined,
  drop: () => undefined,
};

beforeEach(() => {
  now = 1000;
  open = true;
  registrar = createRegistrar({ nowMs: () => now, maxContacts: () => 2 });
});

function register(contact: string, expires = 60) {
  return registrar.handle(
    aRequest('REGISTER', { headers: [`Contact: ${contact}`, `Expires: ${expires}`] }),
    connection,
  );
}

describe('createRegistrar', () => {
  it('answers with every contact and the seconds each has left', () => {
    register('<sip:a@phone.invalid>');
    now += 20_000;
    const { status, headers } = register('<sip:b@phone.invalid>;expires=30');
    expect(status).toBe(200);
    expect(headers).toEqual([
      ['Contact', '<sip:a@phone.invalid>;expires=40'],
      ['Contact', '<sip:b@phone.invalid>;expires=30'],
    ]);
    expect(registrar.find('8001')?.contactUri).toBe('sip:b@phone.invalid');
  });

  it('forgets a contact that has expired, was removed, or whose socket closed', () => {
    register('<sip:a@phone.invalid>');
    now += 60_000;
    expect(registrar.find('8001')).toBeNull();
    register('<sip:a@phone.invalid>');
    expect(register('<sip:a@phone.invalid>', 0)).toEqual({ status: 200, headers: [] });
    register('<sip:a@phone.invalid>');
    open = false;
    expect(registrar.find('8001')).toBeNull();
  });

  it('removes all contacts for a star', () => {
    register('<sip:a@phone.invalid>');
    register('<sip:b@phone.invalid>');
    expect(register('*', 0)).toEqual({ status: 200, headers: [] });
  });

  it('refuses one phone too many, and a lease that is too short', () => {
    register('<sip:a@phone.invalid>');
    register('<sip:b@phone.invalid>');
    expect(register('<sip:c@phone.invalid>').status).toBe(403);
    expect(register('<sip:a@phone.invalid>').status).toBe(200);
    expect(register('<sip:a@phone.invalid>', 5)).toMatchObject({
      status: 423,
      headers: [['Min-Expires', '10']],
    });
  });

  it('tells when an extension can be called, and when it took too long', async () => {
    const soon = registrar.untilRegistered('8001', 5000);
    register('<sip:a@phone.invalid>');
    expect(await soon).toBe(true);
    expect(await registrar.untilRegistered('8002', 1)).toBe(false);
  });
});
