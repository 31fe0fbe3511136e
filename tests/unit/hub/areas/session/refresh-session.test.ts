import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  authenticate,
  authenticateAgain,
} from '../../../../../src/hub/areas/session/authenticate.ts';
import { createDeskChallenges } from '../../../../../src/hub/areas/session/desk-challenges.ts';
import { createRefusalAudit } from '../../../../../src/hub/areas/session/refusal-audit.ts';
import { refreshSession } from '../../../../../src/hub/areas/session/refresh-session.ts';
import { disableDesk, releaseDesk } from '../../../../../src/hub/areas/session/set-desk.ts';
import { disableUser, setUser } from '../../../../../src/hub/areas/session/set-user.ts';
import { createSignInQueue } from '../../../../../src/hub/areas/session/sign-in-queue.ts';
import { signIn } from '../../../../../src/hub/areas/session/sign-in.ts';
import { createSprayBrake } from '../../../../../src/hub/areas/session/spray-brake.ts';
import { createStrangerFailures } from '../../../../../src/hub/areas/session/stranger-failures.ts';
import { openSuccessor, sealSuccessor } from '../../../../../src/hub/areas/session/successor.ts';
import { errorCodeOf } from '../../../../../src/shared/app-error.ts';
import {
  type DeskKeyPair,
  deskIdOf,
  deskKeyPair,
} from '../../../../../src/shared/node/desk-key-pair.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';

const minute = 60_000;
const hour = 60 * minute;
const home = '192.0.2.1';

interface Desk {
  readonly deskId: string;
  readonly key: DeskKeyPair | null;
}

/** A desk with a key of its own, and the id that follows from it or the one given. */
function aDesk(deskId: string | null = null): Desk {
  const key = deskKeyPair(randomBytes(32));
  return { deskId: deskId ?? deskIdOf(key.publicKey), key };
}
const oldDesk = (): Desk => ({ deskId: randomUUID(), key: null });

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

const proofOf = ({ deskId, key }: Desk, act: 'signIn' | 'refresh', workNo = '1001') => {
  if (key === null) return {};
  const { challenge } = deps.challenges.issue(deskId, workNo);
  const signature = key.sign({ act, deskId, workNo, challenge });
  return { proof: { publicKey: key.publicKey, challenge, signature } };
};
const enter = (desk: Desk, { workNo = '1001', address = home } = {}) =>
  signIn(deps, {
    workNo,
    password: 'right',
    deskId: desk.deskId,
    address,
    ...proofOf(desk, 'signIn', workNo),
  });
const refresh = (refreshToken: string, desk: Desk, proofs: object = proofOf(desk, 'refresh')) =>
  refreshSession(deps, { refreshToken, deskId: desk.deskId, address: home, ...proofs });
const codeOf = (asked: Promise<unknown>) => asked.then(() => 'yes', errorCodeOf);
const actions = async () => (await hub.store.audit.newest(99)).map(({ action }) => action);
const isIn = (accessToken: string) => codeOf(authenticate(deps, accessToken, home));

describe('a session that is renewed', () => {
  it('has new tokens and new limits, and none of them longer than the session may live', async () => {
    const desk = aDesk();
    const first = await enter(desk);
    const began = hub.clock.now();
    expect(first.accessExpiresAt).toBe(began + 15 * minute);
    hub.advance(10 * hour);
    const second = await refresh(first.refreshToken, desk);
    expect(second.accessExpiresAt).toBe(hub.clock.now() + 15 * minute);
    expect(second.user.workNo).toBe('1001');
    expect(await isIn(second.accessToken)).toBe('yes');
    expect(await isIn(first.accessToken)).toBe('hub.sessionExpired');
    hub.advance(11 * hour);
    const third = await refresh(second.refreshToken, desk);
    hub.advance(3 * hour - 1);
    const last = await refresh(third.refreshToken, desk);
    expect(last.accessExpiresAt).toBe(began + 24 * hour);
    hub.advance(1);
    expect(await isIn(last.accessToken)).toBe('hub.sessionExpired');
    expect(await codeOf(refresh(last.refreshToken, desk))).toBe('hub.sessionExpired');
  });

  it('is over when the desk was silent for twelve hours, and not a moment sooner', async () => {
    const desk = aDesk();
    const one = await enter(desk);
    hub.advance(12 * hour - 1);
    const two = await refresh(one.refreshToken, desk);
    hub.advance(12 * hour);
    expect(await codeOf(refresh(two.refreshToken, desk))).toBe('hub.sessionExpired');
  });

  it('is the same session for a connection that was let in before', async () => {
    const desk = aDesk();
    const one = await enter(desk);
    const { sessionId, deskProven } = await authenticate(deps, one.accessToken, home);
    expect(deskProven).toBe(true);
    await refresh(one.refreshToken, desk);
    const again = await authenticateAgain(deps, sessionId, home);
    expect(again).toMatchObject({
      sessionId,
      deskId: desk.deskId,
      deskProven: true,
      address: home,
    });
    expect(await codeOf(authenticateAgain(deps, randomUUID(), home))).toBe('hub.sessionExpired');
  });

  it('is nothing for a token that nobody has given, nor at another desk', async () => {
    const desk = aDesk();
    const { refreshToken } = await enter(desk);
    expect(await codeOf(refresh('made up', desk))).toBe('hub.sessionExpired');
    expect(await codeOf(refresh(refreshToken, aDesk()))).toBe('hub.sessionExpired');
    expect(await codeOf(refresh(refreshToken, oldDesk()))).toBe('hub.sessionExpired');
    expect(await codeOf(refresh(refreshToken, desk))).toBe('yes');
  });
});

describe('an answer that was lost', () => {
  it('is given again to a desk that proves its key, until its token was used', async () => {
    const desk = aDesk();
    const one = await enter(desk);
    const lost = await refresh(one.refreshToken, desk);
    hub.advance(10 * hour);
    expect(await refresh(one.refreshToken, desk)).toEqual(lost);
    await refresh(lost.refreshToken, desk);
    expect(await codeOf(refresh(one.refreshToken, desk))).toBe('hub.sessionExpired');
    expect(await actions()).toContain('tokenReused');
  });

  it('is made good once, within two minutes, for a desk of before there were keys', async () => {
    const desk = oldDesk();
    const one = await enter(desk);
    const lost = await refresh(one.refreshToken, desk);
    hub.advance(2 * minute);
    const again = await refresh(one.refreshToken, desk);
    expect(again.accessExpiresAt).toBe(lost.accessExpiresAt);
    expect(again.accessToken).not.toBe(lost.accessToken);
    expect(await isIn(lost.accessToken)).toBe('hub.sessionExpired');
    expect(await isIn(again.accessToken)).toBe('yes');
    expect(await codeOf(refresh(one.refreshToken, desk))).toBe('hub.sessionExpired');
    expect(await isIn(again.accessToken)).toBe('hub.sessionExpired');
    expect(await actions()).toContain('tokenReused');
  });

  it('is too late for such a desk after two minutes', async () => {
    const desk = oldDesk();
    const one = await enter(desk);
    const next = await refresh(one.refreshToken, desk);
    hub.advance(2 * minute + 1);
    expect(await codeOf(refresh(one.refreshToken, desk))).toBe('hub.sessionExpired');
    expect(await isIn(next.accessToken)).toBe('hub.sessionExpired');
  });

  it('is readable by the token only that it answered', () => {
    const tokens = { accessToken: 'a', refreshToken: 'b' };
    const sealed = sealSuccessor('t', tokens);
    expect(openSuccessor('t', sealed)).toEqual(tokens);
    expect(openSuccessor('u', sealed)).toBeNull();
    expect(sealSuccessor('t', tokens)).not.toBe(sealed);
    const bytes = Buffer.from(sealed, 'base64');
    const nonces = [sealed, sealSuccessor('t', tokens)].map((one) => one.slice(0, 16));
    expect(new Set(nonces).size).toBe(2);
    for (const at of [0, 12, 28, bytes.length - 1]) {
      const hurt = Buffer.from(bytes);
      hurt.writeUInt8(hurt.readUInt8(at) ^ 1, at);
      expect(openSuccessor('t', hurt.toString('base64'))).toBeNull();
    }
  });
});

describe('a token in strange hands', () => {
  it('ends the session when it comes with another key; the audit has who it was and why', async () => {
    const desk = aDesk();
    const { refreshToken, accessToken } = await enter(desk);
    const thief = aDesk(desk.deskId);
    expect(await codeOf(refresh(refreshToken, thief))).toBe('hub.deskNotProven');
    expect(await isIn(accessToken)).toBe('hub.sessionExpired');
    const rows = await hub.store.audit.newest(9);
    expect(rows.find(({ action }) => action === 'tokenReused')).toMatchObject({
      deskId: desk.deskId,
      code: 'hub.sessionExpired',
    });
    expect(rows.find(({ action }) => action === 'refreshRefused')).toMatchObject({
      deskId: desk.deskId,
      code: 'hub.deskNotProven',
    });
  });

  it('ends nothing without a key, or with the right key and an old or used challenge', async () => {
    const desk = aDesk();
    const { refreshToken } = await enter(desk);
    expect(await codeOf(refresh(refreshToken, desk, {}))).toBe('hub.deskNotProven');
    const old = proofOf(desk, 'refresh');
    hub.advance(minute);
    expect(await codeOf(refresh(refreshToken, desk, old))).toBe('hub.deskNotProven');
    const used = proofOf(desk, 'refresh');
    const next = await refresh(refreshToken, desk, used);
    expect(await codeOf(refresh(next.refreshToken, desk, used))).toBe('hub.deskNotProven');
    const otherAct = proofOf(desk, 'signIn');
    expect(await codeOf(refresh(next.refreshToken, desk, otherAct))).toBe('hub.deskNotProven');
    expect(await codeOf(refresh(next.refreshToken, desk))).toBe('yes');
    expect(await actions()).not.toContain('tokenReused');
  });

  it('says nothing new of a session that is over already', async () => {
    const desk = aDesk();
    const { refreshToken } = await enter(desk);
    const { store, clock } = hub;
    const { userId } = (await store.users.findByWorkNo('1001')) ?? { userId: '' };
    await store.sessions.endAllOf(userId, clock.now());
    expect(await codeOf(refresh(refreshToken, aDesk(desk.deskId)))).toBe('hub.deskNotProven');
    expect(await actions()).not.toContain('tokenReused');
    expect(await codeOf(refresh(refreshToken, desk))).toBe('hub.sessionExpired');
  });
});

describe('a person who is shut out', () => {
  it('hears that it is the person, at the own desk only', async () => {
    const desk = oldDesk();
    const { refreshToken, accessToken } = await enter(desk);
    expect(await disableUser(hub, '1001')).toBe(true);
    expect(await disableUser(hub, '7777')).toBe(false);
    expect(await isIn(accessToken)).toBe('hub.sessionExpired');
    expect(await codeOf(refresh(refreshToken, desk))).toBe('hub.accountDisabled');
    expect(await codeOf(refresh(refreshToken, oldDesk()))).toBe('hub.sessionExpired');
    expect(await codeOf(enter(desk))).toBe('hub.accountDisabled');
    expect(await actions()).toContain('userDisabled');
  });

  it('is let in again when IT sets the person anew, with the new password and no session of before', async () => {
    const desk = oldDesk();
    const { accessToken } = await enter(desk);
    await disableUser(hub, '1001');
    const { userId } = (await hub.store.users.findByWorkNo('1001')) ?? { userId: '' };
    const set = await setUser(
      { ...hub, passwords: deps.passwords },
      { workNo: '1001', displayName: '新名', role: 'lead', password: 'right' },
    );
    expect(set).toEqual({ userId, workNo: '1001', displayName: '新名', role: 'lead' });
    expect(await isIn(accessToken)).toBe('hub.sessionExpired');
    expect((await enter(desk)).user).toEqual(set);
    const added = await setUser(
      { ...hub, passwords: deps.passwords },
      { workNo: '1009', displayName: '九', role: 'agent', password: 'right' },
    );
    expect((await enter(oldDesk(), { workNo: '1009' })).user).toEqual(added);
    expect((await actions()).filter((action) => action === 'userSet')).toHaveLength(2);
  });
});

describe('the key of a desk', () => {
  it('is bound to its id at the first sign-in, and sessions without a proof end with it', async () => {
    const old = oldDesk();
    const { accessToken } = await enter(old);
    const keyed = aDesk(old.deskId);
    const proven = await enter(keyed);
    expect(await isIn(accessToken)).toBe('hub.sessionExpired');
    expect(await isIn(proven.accessToken)).toBe('yes');
    expect(await actions()).toContain('deskEnrolled');
    expect(await codeOf(enter(old))).toBe('hub.deskNotProven');
    expect(await codeOf(enter(aDesk(old.deskId)))).toBe('hub.deskNotProven');
    expect(await codeOf(enter(keyed))).toBe('yes');
    expect((await actions()).filter((action) => action === 'deskEnrolled')).toHaveLength(1);
  });

  it('is not bound to an old id that was used from elsewhere too, until IT has released it', async () => {
    const old = oldDesk();
    await enter(old, { address: '198.51.100.7' });
    const keyed = aDesk(old.deskId);
    const one = await enter(keyed);
    expect((await authenticate(deps, one.accessToken, home)).deskProven).toBe(false);
    expect(await actions()).toContain('deskNotEnrolled');
    await releaseDesk(hub, old.deskId);
    expect(await isIn(one.accessToken)).toBe('hub.sessionExpired');
    const two = await enter(keyed);
    expect((await authenticate(deps, two.accessToken, home)).deskProven).toBe(true);
  });

  it('that was made from a key is that key’s alone, released or not', async () => {
    const desk = aDesk();
    await enter(desk);
    await releaseDesk(hub, desk.deskId);
    expect(await hub.store.deskKeys.get(desk.deskId)).toBeNull();
    expect(await codeOf(enter(aDesk(desk.deskId)))).toBe('hub.deskNotProven');
    expect(await codeOf(enter({ deskId: desk.deskId, key: null }))).toBe('hub.deskNotProven');
    expect(await codeOf(enter(desk))).toBe('yes');
  });

  it('opens nothing at a desk that is disabled, until it is released', async () => {
    for (const desk of [aDesk(), oldDesk()]) {
      const { accessToken, refreshToken } = await enter(desk);
      await disableDesk(hub, desk.deskId);
      expect(await isIn(accessToken)).toBe('hub.sessionExpired');
      expect(await codeOf(enter(desk))).toBe('hub.deskDisabled');
      expect(await codeOf(refresh(refreshToken, desk))).toBe('hub.deskDisabled');
      await releaseDesk(hub, desk.deskId);
      expect(await codeOf(enter(desk))).toBe('yes');
    }
    const told = await actions();
    for (const action of ['deskDisabled', 'deskReleased'])
      expect(told.filter((one) => one === action)).toHaveLength(2);
  });

  it('where the person has worked keeps her or him out for a minute only, and locks nobody elsewhere', async () => {
    const desk = aDesk();
    await enter(desk);
    const wrong = (at: Desk) =>
      codeOf(
        signIn(deps, {
          workNo: '1001',
          password: 'wrong',
          deskId: at.deskId,
          address: home,
          ...proofOf(at, 'signIn'),
        }),
      );
    for (let count = 0; count < 5; count += 1) expect(await wrong(desk)).toBe('hub.badCredentials');
    expect(await codeOf(enter(desk))).toBe('hub.accountLocked');
    expect(await codeOf(enter(aDesk()))).toBe('yes');
    hub.advance(minute);
    expect(await codeOf(enter(desk))).toBe('yes');
    const stranger = aDesk();
    for (let count = 0; count < 5; count += 1) await wrong(stranger);
    hub.advance(15 * minute - 1);
    expect(await codeOf(enter(stranger))).toBe('hub.accountLocked');
    hub.advance(1);
    expect(await codeOf(enter(stranger))).toBe('yes');
  });

  it('is proven by its signature over this desk, this person and a fresh challenge', async () => {
    const desk = aDesk();
    await hub.signedIn('1002');
    const { key, deskId } = desk;
    const { challenge } = deps.challenges.issue(deskId, '1001');
    const signed = (statement: object) =>
      key?.sign({ act: 'signIn', deskId, workNo: '1001', challenge, ...statement }) ?? '';
    const asked = (signature: string, changes: object = {}) =>
      codeOf(
        signIn(deps, {
          workNo: '1001',
          password: 'right',
          deskId,
          address: home,
          proof: { publicKey: key?.publicKey ?? '', challenge, signature },
          ...changes,
        }),
      );
    expect(await asked(signed({ act: 'refresh' }))).toBe('hub.deskNotProven');
    expect(await asked(signed({ workNo: '1002' }))).toBe('hub.deskNotProven');
    expect(await asked(signed({ deskId: randomUUID() }))).toBe('hub.deskNotProven');
    expect(await asked(signed({}), { workNo: '1002' })).toBe('hub.deskNotProven');
    expect(await asked(signed({}))).toBe('yes');
    expect(await asked(signed({}))).toBe('hub.deskNotProven');
  });
});
