import { describe, expect, it } from 'vitest';
import { isTestRing, readInviteFacts } from '../../../../../src/telephony/sip/call/invite-facts.ts';

const facts = (headers: Readonly<Record<string, string>>) =>
  readInviteFacts((name) => headers[name]);

describe('facts of an INVITE', () => {
  it('knows the test ring of the PBX, and when a second phone will ring too', () => {
    const testRing = (value: string | undefined) => isTestRing(() => value);
    expect([testRing('1'), testRing('0'), testRing(undefined)]).toEqual([true, false, false]);
    expect(facts({ 'X-Hotline-Second-Path': '20' }).secondPathMs).toBe(20_000);
    expect(facts({ 'X-Hotline-Second-Path': 'soon' })).not.toHaveProperty('secondPathMs');
  });

  it('takes the number that the network asserts before the one that the caller claims', () => {
    expect(
      facts({
        From: '"Someone" <sip:02700000123@trunk>;tag=1',
        'P-Asserted-Identity': '"Asserted" <sip:+8619900000123@pbx;user=phone>',
      }),
    ).toMatchObject({ rawNumber: '+8619900000123', displayName: 'Asserted' });
  });

  it('reads tel addresses', () => {
    expect(
      facts({ From: '<sip:x@y>', 'P-Asserted-Identity': '<tel:+862700000123;ext=1>' }).rawNumber,
    ).toBe('+862700000123');
  });

  it('keeps the claimed number when nothing usable is asserted', () => {
    expect(
      facts({ From: '<sip:19900000123@trunk>', 'P-Asserted-Identity': 'nonsense' }).rawNumber,
    ).toBe('19900000123');
  });

  it.each([
    '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1',
    '<sip:anonymous@pbx.example>',
    '<sip:Unavailable@pbx.example>',
    'nonsense',
    '',
  ])('shows %j as withheld', (From) => {
    expect(facts({ From })).toMatchObject({ rawNumber: '', displayName: '' });
  });

  it('does not repeat the number as a name', () => {
    expect(facts({ From: '"19900000123" <sip:19900000123@trunk>' }).displayName).toBe('');
  });

  it('is not fooled by an address inside a display name', () => {
    expect(facts({ From: '"sip:10000000001@evil" <sip:19900000123@trunk>' }).rawNumber).toBe(
      '19900000123',
    );
  });

  it.each([
    [{ 'X-Ticket-No': 'SW20261123-0001' }, 'SW20261123-0001'],
    [{ 'User-to-User': '535732303236313132332d30303031;encoding=hex' }, 'SW20261123-0001'],
    [{ 'User-to-User': '04535732303236313132332d30303031' }, 'SW20261123-0001'],
    [{ 'User-to-User': 'SW20261123-0001;encoding=ascii' }, 'SW20261123-0001'],
    [{ 'User-to-User': '"SW20261123-0001"' }, 'SW20261123-0001'],
    [{ 'User-to-User': '20261123' }, '20261123'],
    [{ 'X-Ticket-No': '<script>' }, null],
    [{ 'User-to-User': 'fffe;encoding=hex' }, 'fffe'],
    [{}, null],
  ])('finds the ticket in %j', (headers, ticketNo) => {
    expect(facts({ From: '<sip:19900000123@trunk>', ...headers }).ticketNo).toBe(ticketNo);
  });

  it('reads queue and waiting time, and ignores what is no time', () => {
    const From = '<sip:19900000123@trunk>';
    expect(facts({ From, 'X-Queue': '%E6%B0%B4', 'X-Queue-Wait-Ms': '6200' })).toMatchObject({
      lineName: '水',
      queuedMs: 6200,
    });
    expect(facts({ From, 'X-Queue': '100%', 'X-Queue-Wait-Ms': '-5' })).toMatchObject({
      lineName: '100%',
      queuedMs: null,
    });
  });

  it('cuts what is too long for the screen and drops control characters', () => {
    const long = facts({
      From: `"${'n'.repeat(300)}" <sip:${'1'.repeat(300)}@trunk>`,
      'X-Queue': `a\u0000${'q'.repeat(200)}`,
    });
    expect([long.rawNumber.length, long.displayName.length, long.lineName.length]).toEqual([
      128, 80, 80,
    ]);
    expect(long.lineName.startsWith('aq')).toBe(true);
  });
});
