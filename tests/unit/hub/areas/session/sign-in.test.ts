import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { authenticate, signOut } from '../../../../../src/hub/areas/session/authenticate.ts';
import { createDeskChallenges } from '../../../../../src/hub/areas/session/desk-challenges.ts';
import { createRefusalAudit } from '../../../../../src/hub/areas/session/refusal-audit.ts';
import { createSignInQueue } from '../../../../../src/hub/areas/session/sign-in-queue.ts';
import { signIn } from '../../../../../src/hub/areas/session/sign-in.ts';
import { createSprayBrake } from '../../../../../src/hub/areas/session/spray-brake.ts';
import { createStrangerFailures } from '../../../../../src/hub/areas/session/stranger-failures.ts';
import { errorCodeOf } from '../../../../../src/shared/app-error.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('signing in', () => {
  let hub: Awaited<ReturnType<typeof openHubInMemory>>;
  let deps: Parameters<typeof signIn>[0];
  beforeEach(async () => {
    hub = await openHubInMemory();
    const { store, clock, quietly } = hub;
    deps = {
      store,
      clock,
      quietly,
      passwords: {
        hash: async (password) => password,
        matches: async (password, stored) => password === stored,
      },
      challenges: createDeskChallenges({ clock }),
      queue: createSignInQueue({ wait: async () => undefined }),
      brake: createSprayBrake({ clock }),
      refusals: createRefusalAudit({ store, clock }),
      strangers: createStrangerFailures(),
      factorKey: Buffer.alloc(32),
    };
    await hub.signedIn('1001');
  });
  const home = '192.0.2.1';
  const away = '198.51.100.7';
  const enter = (address: string, password = 'right', deskId: string = randomUUID()) =>
    signIn(deps, { workNo: '1001', password, deskId, address });
  const outcome = (address: string, password?: string) =>
    enter(address, password).then(() => 'in', errorCodeOf);
  const failTimes = async (times: number, address: string) => {
    for (let count = 0; count < times; count += 1) await outcome(address, 'wrong');
  };

  it.each([
    ['where the person has worked', home],
    ['from an address that does not know the person', away],
  ])(
    'begins counting anew after a lock, %s: one typing error does not lock again',
    async (_, at) => {
      await failTimes(5, at);
      expect(await outcome(at)).toBe('hub.accountLocked');
      hub.advance(15 * minute);
      expect(await outcome(at, 'wrong')).toBe('hub.badCredentials');
      await failTimes(3, at);
      expect(await outcome(at)).toBe('in');
    },
  );

  it.each([home, away])(
    'forgets wrong passwords after a right one from %s, and after a day',
    async (at) => {
      await failTimes(4, at);
      expect(await outcome(at)).toBe('in');
      await failTimes(4, at);
      expect(await outcome(at)).toBe('in');
      await failTimes(4, at);
      hub.advance(24 * hour + 1);
      expect(await outcome(at, 'wrong')).toBe('hub.badCredentials');
      expect(await outcome(at)).toBe('in');
    },
  );

  it('leaves no session in the store that nobody can refresh any more', async () => {
    const { accessToken } = await enter(home);
    const { sessionId } = await authenticate(deps, accessToken, home);
    hub.advance(12 * hour);
    await enter(home);
    expect(await hub.store.sessions.get(sessionId)).not.toBeNull();
    hub.advance(1);
    await enter(home);
    expect(await hub.store.sessions.get(sessionId)).toBeNull();
  });

  it('ends the oldest session of a person beyond sixteen, and no other', async () => {
    const tokens: string[] = [];
    for (let count = 0; count < 17; count += 1) {
      hub.advance(1);
      tokens.push((await enter(home)).accessToken);
    }
    const states = await Promise.all(
      tokens.map((token) => authenticate(deps, token, home).then(() => 'in', errorCodeOf)),
    );
    expect(states).toEqual(['hub.sessionExpired', ...Array.from({ length: 16 }, () => 'in')]);
  });

  it('is over at sign-out, and for the access token after a quarter of an hour', async () => {
    const { accessToken } = await enter(home);
    const signedIn = await authenticate(deps, accessToken, home);
    hub.advance(15 * minute - 1);
    expect((await authenticate(deps, accessToken, home)).user.workNo).toBe('1001');
    hub.advance(1);
    const after = () => authenticate(deps, accessToken, home);
    await expect(after()).rejects.toMatchObject({ code: 'hub.sessionExpired' });
    const next = await enter(home);
    const own = await authenticate(deps, next.accessToken, home);
    await signOut(deps, own);
    expect(own.sessionId).not.toBe(signedIn.sessionId);
    await expect(authenticate(deps, next.accessToken, home)).rejects.toMatchObject({
      code: 'hub.sessionExpired',
    });
  });

  it('tells how many tries are left and how long a lock lasts, of a number that nobody has too', async () => {
    const tries = (workNo: string) =>
      signIn(deps, { workNo, password: 'wrong', deskId: randomUUID(), address: away }).catch(
        (error: { code: string; tries?: unknown }) => [error.code, error.tries],
      );
    for (const workNo of ['1001', '7777']) {
      const told = [];
      for (let count = 0; count < 5; count += 1) told.push(await tries(workNo));
      expect(told).toEqual([
        ...[4, 3, 2, 1].map((left) => ['hub.badCredentials', { left, lockedForS: null }]),
        ['hub.badCredentials', { left: 0, lockedForS: 900 }],
      ]);
      hub.advance(1500);
      expect(await tries(workNo)).toEqual(['hub.accountLocked', { left: 0, lockedForS: 899 }]);
    }
  });

  it('writes down who was refused and why: a person by the id, anything else without what may be a password', async () => {
    await outcome(home, 'wrong');
    const ask = (workNo: string) =>
      signIn(deps, { workNo, password: 'x', deskId: 'd', address: away }).catch(() => null);
    await ask('hunter2');
    await ask('a');
    const { userId } = (await hub.store.users.findByWorkNo('1001')) ?? { userId: '' };
    const all = { before: null, from: null, to: null, action: 'signInRefused', limit: 9 };
    const rows = await hub.store.audit.list({
      ...all,
      userId: null,
      deskId: null,
      subjectId: null,
    });
    expect(rows).toMatchObject([
      { userId: null, tried: 'a', address: away, code: 'hub.badCredentials', deskId: 'd' },
      { userId: null, tried: 'hu*****', address: away, deskProven: false },
      { userId, tried: null, address: home, code: 'hub.badCredentials', deskProven: false },
    ]);
  });

  it('makes an address wait that has failed twenty times, whatever the numbers, but nobody who has worked from there', async () => {
    for (let count = 0; count < 20; count += 1)
      await signIn(deps, {
        workNo: `x${count}`,
        password: 'x',
        deskId: randomUUID(),
        address: home,
      }).catch(() => null);
    await hub.signedIn('1002');
    expect(await outcome(home)).toBe('in');
    const stranger = { workNo: '3333', password: 'x', deskId: randomUUID(), address: home };
    await expect(signIn(deps, stranger)).rejects.toMatchObject({ code: 'hub.signInBusy' });
    await expect(signIn(deps, { ...stranger, address: away })).rejects.toMatchObject({
      code: 'hub.badCredentials',
    });
  });
});
