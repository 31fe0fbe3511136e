import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import { testPassword } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('signing in at the hub', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const attempt = (workNo: string, password: string) =>
    hubClient(hub.url()).auth.signIn({ workNo, password, deskId: randomUUID() });
  const pull = (token: string) => hubClient(hub.url(), token).changes.pull({ since: 0, limit: 1 });

  it('gives tokens for a quarter of an hour, the user and the public keys', async () => {
    const { session } = await signInAt(hub.url(), '1001');
    expect(session).toMatchObject({
      accessExpiresAt: hub.clock.now() + 15 * 60_000,
      user: { workNo: '1001', role: 'agent' },
      keys: {
        wrapPublicKeyPem: expect.stringContaining('BEGIN PUBLIC KEY'),
        receiptPublicKeyPem: expect.stringContaining('BEGIN PUBLIC KEY'),
      },
    });
  });

  it('says the same to a wrong password and to an unknown work number', async () => {
    expect(await codeOf(attempt('1001', 'wrong'))).toBe('hub.badCredentials');
    expect(await codeOf(attempt('7777', testPassword))).toBe('hub.badCredentials');
  });

  it('locks an account for a quarter of an hour after five wrong passwords', async () => {
    for (let count = 0; count < 5; count += 1) await codeOf(attempt('1001', 'wrong'));
    expect(await codeOf(attempt('1001', testPassword))).toBe('hub.accountLocked');
    hub.clock.advance(15 * 60_000);
    expect((await attempt('1001', testPassword)).user.workNo).toBe('1001');
  });

  it('locks an unknown work number in the same way', async () => {
    for (let count = 0; count < 5; count += 1) await codeOf(attempt('7777', 'wrong'));
    expect(await codeOf(attempt('7777', testPassword))).toBe('hub.accountLocked');
    hub.clock.advance(15 * 60_000);
    expect(await codeOf(attempt('7777', testPassword))).toBe('hub.badCredentials');
  });

  it('tells how many tries are left and how long a lock lasts, word for word alike whether or not anybody has the number', async () => {
    const told = async (workNo: string) => {
      const answers: unknown[] = [];
      for (let count = 0; count < 6; count += 1) {
        const error: unknown = await attempt(workNo, 'wrong').catch((failure: unknown) => failure);
        const { code, tries, retryAfter } = fromWireError(error);
        answers.push({ code, tries, retryAfter });
      }
      return answers;
    };
    const known = await told('1001');
    expect(known).toEqual([
      ...[4, 3, 2, 1].map((left) => ({
        code: 'hub.badCredentials',
        tries: { left, lockedForS: null },
        retryAfter: null,
      })),
      { code: 'hub.badCredentials', tries: { left: 0, lockedForS: 900 }, retryAfter: null },
      { code: 'hub.accountLocked', tries: { left: 0, lockedForS: 900 }, retryAfter: null },
    ]);
    expect(await told('7777')).toEqual(known);
  });

  it('tells a desk of before that only what it can read', async () => {
    const old = hubClient(hub.url(), null, 1);
    const error: unknown = await old.auth
      .signIn({ workNo: '1001', password: 'wrong', deskId: randomUUID() })
      .catch((failure: unknown) => failure);
    expect(fromWireError(error)).toMatchObject({ code: 'hub.badCredentials', tries: null });
  });

  it('lets no more than five of many passwords at once be tried', async () => {
    const codes = await Promise.all(
      Array.from({ length: 12 }, () => codeOf(attempt('1001', 'wrong'))),
    );
    expect(codes.filter((code) => code === 'hub.badCredentials')).toHaveLength(5);
    const others = codes.filter((code) => code !== 'hub.badCredentials');
    for (const code of others) expect(['hub.accountLocked', 'hub.signInBusy']).toContain(code);
  });

  it('forgets wrong passwords after a right one', async () => {
    for (let count = 0; count < 4; count += 1) await codeOf(attempt('1001', 'wrong'));
    await signInAt(hub.url(), '1001');
    expect(await codeOf(attempt('1001', 'wrong'))).toBe('hub.badCredentials');
    expect((await signInAt(hub.url(), '1001')).session.user.workNo).toBe('1001');
  });

  it('takes an access token until it expires and not a moment longer', async () => {
    const { token } = await signInAt(hub.url(), '1001');
    hub.clock.advance(15 * 60_000 - 1);
    await expect(pull(token)).resolves.toMatchObject({ changes: [{ seq: 1 }] });
    hub.clock.advance(1);
    expect(await codeOf(pull(token))).toBe('hub.sessionExpired');
  });

  it('refuses a missing and a made-up token', async () => {
    expect(await codeOf(hubClient(hub.url()).changes.pull({ since: 0, limit: 1 }))).toBe(
      'hub.sessionExpired',
    );
    expect(await codeOf(pull('made-up'))).toBe('hub.sessionExpired');
  });

  it('refreshes a session, also after the access token has expired', async () => {
    const { session, deskId } = await signInAt(hub.url(), '1001');
    hub.clock.advance(60 * 60_000);
    const fresh = await hubClient(hub.url()).auth.refresh({
      refreshToken: session.refreshToken,
      deskId,
    });
    await expect(pull(fresh.accessToken)).resolves.toMatchObject({ changes: [{}] });
    expect(fresh.refreshToken).not.toBe(session.refreshToken);
  });

  it('takes the former refresh token when the answer to it was lost, but not later', async () => {
    const { session, deskId } = await signInAt(hub.url(), '1001');
    const refresh = (refreshToken: string) =>
      hubClient(hub.url()).auth.refresh({ refreshToken, deskId });
    await refresh(session.refreshToken);
    const again = await refresh(session.refreshToken);
    hub.clock.advance(3 * 60_000);
    expect(await codeOf(refresh(session.refreshToken))).toBe('hub.sessionExpired');
    expect(await codeOf(refresh(again.refreshToken))).toBe('hub.sessionExpired');
  });

  it('refreshes at the desk of the sign-in only, and within twelve hours', async () => {
    const { session, deskId } = await signInAt(hub.url(), '1001');
    const { refreshToken } = session;
    const { auth } = hubClient(hub.url());
    expect(await codeOf(auth.refresh({ refreshToken, deskId: randomUUID() }))).toBe(
      'hub.sessionExpired',
    );
    hub.clock.advance(12 * 3_600_000);
    expect(await codeOf(auth.refresh({ refreshToken, deskId }))).toBe('hub.sessionExpired');
  });

  it('ends both tokens at sign-out', async () => {
    const { session, client, token, deskId } = await signInAt(hub.url(), '1001');
    await client.auth.signOut();
    expect(await codeOf(pull(token))).toBe('hub.sessionExpired');
    const { refreshToken } = session;
    expect(await codeOf(hubClient(hub.url()).auth.refresh({ refreshToken, deskId }))).toBe(
      'hub.sessionExpired',
    );
  });

  it('keeps sessions over a restart', async () => {
    const { token } = await signInAt(hub.url(), '1001');
    await hub.restart();
    await expect(pull(token)).resolves.toMatchObject({ changes: [{ seq: 1 }] });
  });

  it('refuses malformed input by its code, and bodies beyond a megabyte', async () => {
    const post = (body: string) =>
      fetch(`${hub.url()}/api/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    const malformed = await post('{"workNo":"1001"}');
    expect([malformed.status, await malformed.json()]).toMatchObject([
      422,
      { data: { code: 'input.invalid' } },
    ]);
    expect((await post(`"${'x'.repeat(1024 * 1024)}"`)).status).toBe(413);
  });

  it('writes neither passwords nor tokens into its log', async () => {
    const { token, session } = await signInAt(hub.url(), '1001');
    await codeOf(attempt('1001', 'wrong-secret'));
    await codeOf(attempt(token, session.refreshToken));
    await hub.restart();
    expect(hub.log.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['hub.listening', 'hub.closed']),
    );
    const log = JSON.stringify(hub.log);
    for (const secret of [token, session.refreshToken, testPassword, 'wrong-secret']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('roles', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const filter = {
    from: null,
    to: null,
    agentWorkNo: null,
    direction: null,
    text: '',
    recordingStates: [],
    limit: 10,
    offset: 0,
  };

  it('keep the administrator out of tickets, calls and commands', async () => {
    const { client } = await signInAt(hub.url(), '9001');
    expect(await codeOf(client.changes.pull({ since: 0, limit: 1 }))).toBe('hub.forbidden');
    expect(await codeOf(client.calls.list(filter))).toBe('hub.forbidden');
    const command = {
      kind: 'recordingEvent',
      event: {
        recordingId: randomUUID(),
        callId: randomUUID(),
        at: 0,
        kind: 'started',
        code: null,
      },
    } as const;
    expect(await codeOf(client.commands.submit({ commandId: randomUUID(), command }))).toBe(
      'hub.forbidden',
    );
  });

  it('let an agent ask for the own calls only', async () => {
    const { client } = await signInAt(hub.url(), '1001');
    expect(await codeOf(client.calls.list({ ...filter, agentWorkNo: '1002' }))).toBe(
      'hub.forbidden',
    );
    expect(await client.calls.list(filter)).toEqual({ items: [], total: 0 });
  });
});

describe('the open part of the hub', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('tells nobody who is not signed in what runs here', async () => {
    expect(await hubClient(hub.url()).health()).toEqual({
      name: 'hotline-hub',
      now: hub.clock.now(),
    });
    expect((await fetch(`${hub.url()}/api/openapi.json`)).status).toBe(401);
    const { token } = await signInAt(hub.url(), '1001');
    const headers = { authorization: `Bearer ${token}` };
    const document = await (await fetch(`${hub.url()}/api/openapi.json`, { headers })).json();
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/auth/sign-in', '/commands', '/calls/query']),
    );
  });

  it('answers 404 to anything else', async () => {
    for (const path of ['/', '/api/nothing', '/uploadsx', '/../keys/wrap-private.pem']) {
      expect((await fetch(hub.url() + path)).status).toBe(404);
    }
  });
});
