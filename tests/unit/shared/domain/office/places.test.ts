import { describe, expect, it } from 'vitest';
import { isDistrict } from '../../../../../src/shared/domain/office/places.ts';

describe('isDistrict', () => {
  it('knows the districts and nothing else', () => {
    expect([isDistrict('江汉区'), isDistrict('东湖高新区'), isDistrict('示例区')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
