import { describe, expect, it } from 'vitest';
import { type Role, mayListen } from '../../../../../src/shared/domain/session/user.ts';

describe('mayListen', () => {
  const user = (role: Role) => ({ userId: 'u', workNo: '1003', displayName: '坐席三', role });

  it('lets agents hear their own calls, the lead all and the administrator none', () => {
    expect([mayListen(user('agent'), '1003'), mayListen(user('agent'), '1004')]).toEqual([
      true,
      false,
    ]);
    expect(mayListen(user('lead'), '1004')).toBe(true);
    expect([mayListen(user('admin'), '1003'), mayListen(user('admin'), '1004')]).toEqual([
      false,
      false,
    ]);
  });
});
