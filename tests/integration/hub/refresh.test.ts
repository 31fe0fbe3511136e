import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type KeyedDesk,
  aKeyedDesk,
  codeOf,
  hubClient,
  signInAt,
  signInProven,
} from '../../support/hub-client.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('a refresh token of a desk that proves its key', () => {
  let hub: RunningHub;
  let desk: KeyedDesk;
  let first: string;
  beforeEach(async () => {
    hub = await startTestHub();
    desk = aKeyedDesk();
    first = (await signInProven(hub.url(), '1001', { desk })).session.refreshToken;
  });
  afterEach(() => hub.stop());

  const refresh = async (refreshToken: string, by: KeyedDesk | null = desk) => {
    const hubNow = hubClient(hub.url());
    const proof = by ? { proof: await by.prove(hubNow, 'refresh', '1001') } : {};
    return hubNow.auth.refresh({ refreshToken, deskId: desk.deskId, ...proof });
  };
  const pull = (token: string) => hubClient(hub.url(), token).changes.pull({ since: 0, limit: 1 });
  const audit = () => {
    const database = new Database(join(hub.dataFolder, 'hub.db'), { readonly: true });
    const rows = database.prepare('select action from audit order by audit_id').pluck().all();
    database.close();
    return rows;
  };

  it('gives the same answer again, however often it was lost, and over a restart of the hub', async () => {
    const answer = await refresh(first);
    hub.clock.advance(20_000);
    expect(await refresh(first)).toEqual(answer);
    await hub.restart();
    expect(await refresh(first)).toEqual(answer);
    await expect(pull(answer.accessToken)).resolves.toBeDefined();
    await expect(refresh(answer.refreshToken)).resolves.toBeDefined();
    expect(audit()).not.toContain('tokenReused');
  });

  it('gives two that come at once the same answer', async () => {
    const answers = await Promise.all([refresh(first), refresh(first), refresh(first)]);
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
    await expect(refresh(answers[0]?.refreshToken ?? '')).resolves.toBeDefined();
  });

  it('waits for a desk whose answer was lost with the network, for as long as the session lives', async () => {
    const lost = await refresh(first);
    hub.clock.advance(3 * 3_600_000);
    const again = await refresh(first);
    expect(again.refreshToken).toBe(lost.refreshToken);
    // The access token has run out meanwhile; the desk asks with the new one at once.
    await expect(refresh(again.refreshToken)).resolves.toBeDefined();
  });

  it('ends the session when it comes after its successor was used: somebody has copied it', async () => {
    const second = (await refresh(first)).refreshToken;
    const third = await refresh(second);
    expect(await codeOf(refresh(first))).toBe('hub.sessionExpired');
    expect(await codeOf(refresh(third.refreshToken))).toBe('hub.sessionExpired');
    expect(await codeOf(pull(third.accessToken))).toBe('hub.sessionExpired');
    expect(audit()).toContain('tokenReused');
  });

  it('ends the session when it comes with another key: it was copied', async () => {
    const next = await refresh(first);
    const thief = aKeyedDesk(desk.deskId);
    expect(await codeOf(refresh(next.refreshToken, thief))).toBe('hub.deskNotProven');
    expect(await codeOf(refresh(next.refreshToken))).toBe('hub.sessionExpired');
    expect(await codeOf(pull(next.accessToken))).toBe('hub.sessionExpired');
    expect(audit()).toContain('tokenReused');
  });

  it('is worth nothing without a key, and goes on with the right one', async () => {
    expect(await codeOf(refresh(first, null))).toBe('hub.deskNotProven');
    await expect(refresh(first)).resolves.toBeDefined();
  });

  it('ends the session too when the one before comes with another key', async () => {
    const next = await refresh(first);
    expect(await codeOf(refresh(first, aKeyedDesk(desk.deskId)))).toBe('hub.deskNotProven');
    expect(await codeOf(refresh(next.refreshToken))).toBe('hub.sessionExpired');
  });

  it('does not end it over a challenge that grew old on the way: that was the right key', async () => {
    const proof = await desk.prove(hubClient(hub.url()), 'refresh', '1001');
    hub.clock.advance(60_001);
    const { auth } = hubClient(hub.url());
    const { deskId } = desk;
    expect(await codeOf(auth.refresh({ refreshToken: first, deskId, proof }))).toBe(
      'hub.deskNotProven',
    );
    await expect(refresh(first)).resolves.toBeDefined();
  });

  it('keeps the successor nowhere in clear', async () => {
    const { accessToken, refreshToken } = await refresh(first);
    const database = new Database(join(hub.dataFolder, 'hub.db'), { readonly: true });
    const rows = JSON.stringify(database.prepare('select * from sessions').all());
    database.close();
    for (const secret of [first, accessToken, refreshToken]) expect(rows).not.toContain(secret);
  });
});

describe('a refresh token of a desk of the release before, without a key', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('is taken once more in place of a lost answer; whoever holds it besides ends the session', async () => {
    const { session, deskId } = await signInAt(hub.url(), '1001', randomUUID());
    const refresh = (refreshToken: string) =>
      hubClient(hub.url()).auth.refresh({ refreshToken, deskId });
    const lost = await refresh(session.refreshToken);
    const again = await refresh(session.refreshToken);
    expect(again.refreshToken).not.toBe(lost.refreshToken);
    expect(await codeOf(refresh(session.refreshToken))).toBe('hub.sessionExpired');
    expect(await codeOf(refresh(again.refreshToken))).toBe('hub.sessionExpired');
  });
});
