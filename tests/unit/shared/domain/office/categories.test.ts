import { describe, expect, it } from 'vitest';
import { categories, findCategory } from '../../../../../src/shared/domain/office/categories.ts';

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
