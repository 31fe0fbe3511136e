import { beforeEach, describe, expect, it } from 'vitest';
import { createDeskChallenges } from '../../../../../src/hub/areas/session/desk-challenges.ts';
import { networkOf } from '../../../../../src/hub/areas/session/network-of.ts';
import { createSprayBrake } from '../../../../../src/hub/areas/session/spray-brake.ts';
import { createStrangerFailures } from '../../../../../src/hub/areas/session/stranger-failures.ts';
import { issueTokens } from '../../../../../src/hub/areas/session/tokens.ts';
import { errorCodeOf } from '../../../../../src/shared/app-error.ts';

const minute = 60_000;
let now: number;
const clock = { now: () => now, monotonicMs: () => now };
beforeEach(() => {
  now = 1_000_000;
});

describe('a challenge for a desk', () => {
  it('is good for its desk and its person, once, and for a minute', () => {
    const challenges = createDeskChallenges({ clock });
    const { challenge, expiresAt } = challenges.issue('desk', '1001');
    expect(expiresAt).toBe(now + minute);
    expect(challenges.isFresh(challenge, 'desk', '1001')).toBe(true);
    expect(challenges.isFresh(challenge, 'other', '1001')).toBe(false);
    expect(challenges.isFresh(challenge, 'desk', '1002')).toBe(false);
    expect([challenges.use(challenge), challenges.use(challenge)]).toEqual([true, false]);
    now += minute - 1;
    expect(challenges.isFresh(challenge, 'desk', '1001')).toBe(true);
    expect(challenges.use(challenge)).toBe(false);
    now += 1;
    expect(challenges.isFresh(challenge, 'desk', '1001')).toBe(false);
  });

  it('of another start of the hub, or with a later end written into it, is worth nothing', () => {
    const { challenge } = createDeskChallenges({ clock }).issue('desk', '1001');
    const challenges = createDeskChallenges({ clock });
    expect(challenges.isFresh(challenge, 'desk', '1001')).toBe(false);
    const own = challenges.issue('desk', '1001').challenge.split('.');
    const longer = [own[0], `${now + 9 * minute}`, own[2]].join('.');
    expect(challenges.isFresh(longer, 'desk', '1001')).toBe(false);
  });
});

describe('what counts as one address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('an address that fails with many work numbers', () => {
  const code = (brake: ReturnType<typeof createSprayBrake>, address: string) => {
    try {
      brake.check(address);
      return 'goes on';
    } catch (error) {
      return errorCodeOf(error);
    }
  };

  it('stays slow while it goes on, and is forgotten a quarter of an hour later', () => {
    const brake = createSprayBrake({ clock });
    for (let count = 0; count < 19; count += 1) brake.failed('a');
    expect(code(brake, 'a')).toBe('goes on');
    now += 10 * minute;
    brake.failed('a');
    expect(code(brake, 'a')).toBe('hub.signInBusy');
    now += 10 * minute;
    expect(code(brake, 'a')).toBe('goes on');
    brake.failed('a');
    expect(code(brake, 'a')).toBe('hub.signInBusy');
    now += 15 * minute;
    brake.failed('a');
    expect(code(brake, 'a')).toBe('goes on');
  });

  it('is the first to be forgotten when five thousand others come', () => {
    const brake = createSprayBrake({ clock });
    for (let count = 0; count < 20; count += 1) brake.failed('a');
    for (let other = 0; other < 4999; other += 1) brake.failed(`${other}`);
    expect(code(brake, 'a')).toBe('hub.signInBusy');
    brake.failed('one more');
    expect(code(brake, 'a')).toBe('goes on');
  });
});

describe('failures of strangers', () => {
  const locked = { count: 5, lockedUntil: 2_000_000 };
  const of = (workNo: string) => ({ workNo, source: 'address:a' });

  it('are forgotten when they are old, and the oldest of more than five thousand', async () => {
    const strangers = createStrangerFailures();
    await strangers.setFailures(of('old'), locked, { now: 1, forgetBefore: 0 });
    await strangers.setFailures(of('1'), locked, { now: 2, forgetBefore: 1 });
    expect((await strangers.failures('old', 'address:a', 0)).count).toBe(5);
    await strangers.setFailures(of('2'), locked, { now: 3, forgetBefore: 2 });
    expect((await strangers.failures('old', 'address:a', 0)).count).toBe(0);
    for (let one = 3; one <= 5000; one += 1)
      await strangers.setFailures(of(`${one}`), locked, { now: 3, forgetBefore: 2 });
    expect((await strangers.failures('1', 'address:a', 0)).count).toBe(5);
    await strangers.setFailures(of('5001'), locked, { now: 3, forgetBefore: 2 });
    expect((await strangers.failures('1', 'address:a', 0)).count).toBe(0);
    expect((await strangers.failures('2', 'address:a', 0)).count).toBe(5);
  });

  it('are cleared of one source or of all, and tell the longest lock of each person', async () => {
    const strangers = createStrangerFailures();
    const at = { now: 1, forgetBefore: 0 };
    await strangers.setFailures(
      { workNo: '1001', source: 'b' },
      { ...locked, lockedUntil: 3_000_000 },
      at,
    );
    await strangers.setFailures({ workNo: '1001', source: 'a' }, locked, at);
    await strangers.setFailures({ workNo: '1002', source: 'a' }, locked, at);
    expect([...strangers.locks(1_999_999)]).toEqual([
      ['1001', 3_000_000],
      ['1002', 2_000_000],
    ]);
    await strangers.clearFailures('1001', 'b');
    expect(strangers.locks(0).get('1001')).toBe(2_000_000);
    await strangers.clearFailures('1001');
    expect([...strangers.locks(0).keys()]).toEqual(['1002']);
    expect(strangers.locks(2_000_000).size).toBe(0);
  });
});

describe('tokens', () => {
  it('end with the session, a day after the sign-in', () => {
    const day = 24 * 60 * minute;
    const { tokens, row } = issueTokens(now + day - 1000, now);
    expect([tokens.accessExpiresAt, row.refreshExpiresAt]).toEqual([now + day, now + day]);
    const early = issueTokens(now, now);
    expect(early.tokens.accessExpiresAt).toBe(now + 15 * minute);
    expect(early.row.refreshExpiresAt).toBe(now + 12 * 60 * minute);
  });
});
