import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/hub/open-store.ts';
import { aKeyedDesk, codeOf, hubClient, signInAt, signInProven } from '../../support/hub-client.ts';
import { testPassword } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('the key of a desk', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const audit = async () => {
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    try {
      const all = { before: null, from: null, to: null, action: null };
      return await store.audit.list({
        ...all,
        userId: null,
        deskId: null,
        subjectId: null,
        limit: 50,
      });
    } finally {
      await store.close();
    }
  };
  const pull = (token: string) => hubClient(hub.url(), token).changes.pull({ since: 0, limit: 1 });

  it('is enrolled at the first sign-in; nobody signs in at that desk without it any more', async () => {
    const desk = aKeyedDesk();
    const { deskId } = desk;
    await signInProven(hub.url(), '1001', { desk });
    expect(await codeOf(signInAt(hub.url(), '1002', deskId))).toBe('hub.deskNotProven');
    const thief = aKeyedDesk(deskId);
    expect(await codeOf(signInProven(hub.url(), '1002', { desk: thief }))).toBe(
      'hub.deskNotProven',
    );
    await expect(signInProven(hub.url(), '1002', { desk })).resolves.toBeDefined();
    expect((await audit()).toReversed()).toMatchObject([
      { action: 'deskEnrolled', deskId, deskProven: true, address: '127.0.0.1' },
      { action: 'signedIn', deskId, deskProven: true },
      { action: 'signInRefused', deskId, code: 'hub.deskNotProven', deskProven: false },
      { action: 'signedIn', deskId, deskProven: true },
    ]);
  });

  it('cannot be claimed before its owner: the id follows from the key', async () => {
    const desk = aKeyedDesk();
    const thief = aKeyedDesk(desk.deskId);
    expect(await codeOf(signInProven(hub.url(), '1002', { desk: thief }))).toBe(
      'hub.deskNotProven',
    );
    expect(await codeOf(signInAt(hub.url(), '1002', desk.deskId))).toBe('hub.deskNotProven');
    await expect(signInProven(hub.url(), '1001', { desk })).resolves.toBeDefined();
  });

  it('binds an id from before there were keys to the first one, and ends what was opened without', async () => {
    const oldId = randomUUID();
    const before = await signInAt(hub.url(), '1002', oldId);
    await expect(pull(before.token)).resolves.toBeDefined();
    const desk = aKeyedDesk(oldId);
    const { token } = await signInProven(hub.url(), '1001', { desk });
    expect(await codeOf(pull(before.token))).toBe('hub.sessionExpired');
    await expect(pull(token)).resolves.toBeDefined();
    const other = aKeyedDesk(oldId);
    expect(await codeOf(signInProven(hub.url(), '1001', { desk: other }))).toBe(
      'hub.deskNotProven',
    );
  });

  it('is asked for with each refresh, over a challenge made for just this', async () => {
    const desk = aKeyedDesk();
    const { session } = await signInProven(hub.url(), '1001', { desk });
    const { refreshToken } = session;
    const { deskId } = desk;
    const { auth } = hubClient(hub.url());
    expect(await codeOf(auth.refresh({ refreshToken, deskId }))).toBe('hub.deskNotProven');
    const refreshWith = async (act: 'signIn' | 'refresh', workNo: string) =>
      auth.refresh({
        refreshToken,
        deskId,
        proof: await desk.prove(hubClient(hub.url()), act, workNo),
      });
    expect(await codeOf(refreshWith('signIn', '1001'))).toBe('hub.deskNotProven');
    expect(await codeOf(refreshWith('refresh', '1002'))).toBe('hub.deskNotProven');
    const proof = await desk.prove(hubClient(hub.url()), 'refresh', '1001');
    hub.clock.advance(60_001);
    expect(await codeOf(auth.refresh({ refreshToken, deskId, proof }))).toBe('hub.deskNotProven');
    await expect(refreshWith('refresh', '1001')).resolves.toBeDefined();
  });

  it('takes no challenge that the hub did not make', async () => {
    const desk = aKeyedDesk();
    const { deskId } = desk;
    const proof = await desk.prove(hubClient(hub.url()), 'signIn', '1001');
    const [nonce = '', , seal = ''] = proof.challenge.split('.');
    for (const challenge of ['', 'a.b.c', `${nonce}.${hub.clock.now() + 1e9}.${seal}`]) {
      const signIn = hubClient(hub.url()).auth.signIn({
        workNo: '1001',
        password: testPassword,
        deskId,
        proof: { ...proof, challenge },
      });
      expect(await codeOf(signIn)).toBe('hub.deskNotProven');
    }
  });

  it('may be absent at a desk of the release before, whose id nobody has enrolled', async () => {
    await expect(signInAt(hub.url(), '1001')).resolves.toMatchObject({ session: { user: {} } });
  });
});
