import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { createDeskGuards } from '../../../../src/main/host/desk-guards.ts';
import type { User } from '../../../../src/shared/domain/session/user.ts';
import { silentLogger } from '../../../support/silent-logger.ts';

test('what was asked for one person is told to nobody once another one is signed in', async () => {
  let user: User | null = agent('1001');
  const guards = createDeskGuards(silentLogger, () => user);
  let whileAsked: () => void = () => undefined;
  const list = guards.desk.drafts.list.handler(() => {
    whileAsked();
    return [];
  });
  const ask = () => call(list, undefined, { context: { connectionId: 'page' } });
  await expect(ask()).resolves.toEqual([]);
  whileAsked = () => (user = agent('1002'));
  await expect(ask()).rejects.toMatchObject({ data: { code: 'hub.sessionExpired' } });
});

function agent(workNo: string): User {
  return { userId: `user-${workNo}`, workNo, displayName: workNo, role: 'agent' };
}
