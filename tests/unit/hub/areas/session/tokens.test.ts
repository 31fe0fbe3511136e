import { beforeEach, describe, expect, it } from 'vitest';
import { issueTokens } from '../../../../../src/hub/areas/session/tokens.ts';

const minute = 60_000;
let now: number;
beforeEach(() => {
  now = 1_000_000;
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
