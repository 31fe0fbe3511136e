import { beforeEach, describe, expect, it } from 'vitest';
import { createDeskChallenges } from '../../../../../src/hub/areas/session/desk-challenges.ts';

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
