import { describe, expect, it } from 'vitest';
import { createSessionStore } from '../../../../src/renderer/officer/session-store.ts';
import type { Credentials, HubCalls } from '../../../../src/renderer/page/hub-calls.ts';
import { AppError } from '../../../../src/shared/app-error.ts';

const user = { userId: 'u', workNo: '6001', displayName: '采购人', role: 'officer' } as const;

const never = () => Promise.reject(new Error('no file is asked for'));

/** A hub at which a telephone is bound by the code `111111`, and codes that begin with `1` are right. */
function aHub(isBound: boolean, isOfHub = false) {
  const asked: Credentials[] = [];
  let bound = isBound;
  const hub: HubCalls = {
    async signIn(credentials) {
      asked.push(credentials);
      const { code, enrols, newPassword } = credentials;
      if (isOfHub && newPassword === undefined) throw new AppError('hub.passwordChangeNeeded');
      if (!bound && enrols !== true) throw new AppError('hub.secondFactorUnset');
      if (code === undefined) throw new AppError('hub.secondFactorNeeded');
      if (!code.startsWith('1')) throw new AppError('hub.secondFactorWrong');
      const isNew = enrols === true;
      bound = true;
      return { user, factor: { recoveryLeft: 10, ...(isNew ? { recoveryCodes: ['AAAA'] } : {}) } };
    },
    changePassword: async () => undefined,
    enrol: async () => ({ secret: 'SECRET', uri: 'otpauth://' }),
    signOut: async () => undefined,
    ask: () => Promise.reject(new Error('nothing is asked')),
    files: { begin: never, put: never, read: never },
  };
  return { store: createSessionStore({ hub }), asked };
}
const typed = { workNo: '6001', password: 'p' };

describe('the way in', () => {
  it('binds a telephone at the first time and shows the recovery codes once', async () => {
    const { store } = aHub(false);
    const state = () => store.getState();
    await state().enter(typed);
    expect([state().door, state().offered?.secret]).toEqual(['bind', 'SECRET']);
    await state().bind('222222');
    expect([state().door, state().failure?.code]).toEqual(['bind', 'hub.secondFactorWrong']);
    await state().bind('111111');
    expect([state().door, state().recoveryCodes, state().offered]).toEqual([
      'keep',
      ['AAAA'],
      null,
    ]);
    state().goOn();
    expect([state().door, state().recoveryCodes, state().screen]).toEqual(['in', [], 'tickets']);
  });

  it('asks for one’s own password before the code, and brings it with each step', async () => {
    const { store, asked } = aHub(false, true);
    const state = () => store.getState();
    await state().enter(typed);
    expect(state().door).toBe('own');
    await state().chooseOwn('a password of my own');
    expect(state().door).toBe('bind');
    await state().bind('111111');
    expect(asked.at(-1)).toMatchObject({ password: 'p', newPassword: 'a password of my own' });
    expect(state().door).toBe('keep');
  });

  it('asks for the code afterwards, and forgets the password once it is through', async () => {
    const { store, asked } = aHub(true);
    const state = () => store.getState();
    await state().enter(typed);
    expect(state().door).toBe('code');
    await state().giveCode('111112');
    expect(state().door).toBe('in');
    await state().giveCode('111113');
    expect(asked.at(-1)).toMatchObject({ workNo: '', password: '' });
  });

  it('ends with the reason that the hub gave', async () => {
    const { store } = aHub(true);
    await store.getState().enter(typed);
    await store.getState().giveCode('1');
    store.getState().ended(new AppError('hub.sessionExpired'));
    expect(store.getState()).toMatchObject({
      user: null,
      door: 'password',
      failure: { code: 'hub.sessionExpired' },
    });
  });
});
