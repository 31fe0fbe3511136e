import { describe, expect, it } from 'vitest';
import {
  departmentName,
  departments,
  findDepartment,
  suggestDepartment,
} from '../../../../../src/shared/domain/office/departments.ts';
import { districts } from '../../../../../src/shared/domain/office/places.ts';

describe('departments', () => {
  it('has each id once, in the form that the boundary takes, and one for each district', () => {
    expect(new Set(departments.map(({ id }) => id)).size).toBe(departments.length);
    for (const { id } of departments) expect(id).toMatch(/^[a-z0-9.]{1,64}$/);
    for (const district of districts)
      expect(departments.filter((one) => one.district === district)).toHaveLength(1);
  });

  it('is suggested by the matter first, then by the place', () => {
    expect(suggestDepartment('supply.leak', '江汉区')?.name).toBe('市水务集团');
    expect(suggestDepartment('rivers.filling', '江夏区')?.name).toBe('市水务执法总队');
    expect(suggestDepartment('drainage.cover', '江汉区')?.name).toBe('江汉区水务局');
    expect(suggestDepartment('drainage.cover', '待核实')).toBeNull();
    expect(suggestDepartment(null, null)).toBeNull();
  });

  it('tells an id of another catalogue as it is', () => {
    expect(findDepartment('bureau.other')).toBeNull();
    expect(departmentName('bureau.other')).toBe('bureau.other');
    expect(departmentName('bureau.jianghan')).toBe('江汉区水务局');
  });
});
