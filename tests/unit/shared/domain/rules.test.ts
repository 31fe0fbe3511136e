import { describe, expect, it } from 'vitest';
import { maskNumber } from '../../../../src/shared/domain/caller-number.ts';
import { categories, findCategory } from '../../../../src/shared/domain/categories.ts';
import { isDistrict } from '../../../../src/shared/domain/places.ts';
import { isOpen, ticketStates } from '../../../../src/shared/domain/ticket.ts';
import { type Role, mayListen } from '../../../../src/shared/domain/user.ts';

describe('maskNumber', () => {
  it.each([
    ['199 0000 0123', '199 **** 0123'],
    ['027 0000 0456', '027 **** 0456'],
    ['+1 202 555 0123', '+1 20* *** 0123'],
    ['96510', '96510'],
    ['匿名', '匿名'],
  ])('%s shows in lists as %s', (display, masked) => {
    expect(maskNumber(display)).toBe(masked);
  });
});

describe('categories', () => {
  it('have unique codes of two levels and are found by code', () => {
    expect(new Set(categories.map(({ code }) => code)).size).toBe(categories.length);
    for (const category of categories) {
      expect(category.code).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
      expect(findCategory(category.code)).toBe(category);
    }
    expect(findCategory('supply.unheardOf')).toBeNull();
  });

  it('make danger urgent', () => {
    const urgent = categories.filter(({ urgency }) => urgency === 'urgent').map(({ code }) => code);
    for (const code of [
      'drainage.waterlogging',
      'supply.leak',
      'drainage.overflow',
      'drainage.cover',
      'flood.dyke',
    ]) {
      expect(urgent).toContain(code);
    }
  });
});

describe('places and states', () => {
  it('know the districts and nothing else', () => {
    expect([isDistrict('江汉区'), isDistrict('东湖高新区'), isDistrict('示例区')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('count a ticket as open while somebody must still act', () => {
    expect(ticketStates.filter((state) => !isOpen({ state }))).toEqual([
      'closed',
      'archived',
      'returned',
      'notAccepted',
      'merged',
      'withdrawn',
    ]);
  });
});

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
