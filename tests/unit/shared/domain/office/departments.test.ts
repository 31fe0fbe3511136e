import { describe, expect, it } from 'vitest';
import {
  type DepartmentCatalogue,
  departmentName,
  findDepartment,
  openDepartments,
  shippedDepartments,
  suggestDepartment,
} from '../../../../../src/shared/domain/office/departments.ts';
import { departmentsBodySchema } from '../../../../../src/shared/contract/office/department-schemas.ts';
import { judgeDepartments } from '../../../../../src/shared/domain/office/judge-departments.ts';
import { districts } from '../../../../../src/shared/domain/office/places.ts';

const { departments, routes } = shippedDepartments;
const closing = (...ids: string[]): DepartmentCatalogue => ({
  ...shippedDepartments,
  departments: departments.map((one) => (ids.includes(one.id) ? { ...one, isActive: false } : one)),
});

describe('departments', () => {
  it('of the program: each id once, in the form that the boundary takes, one for each district, and nothing speaks against them', () => {
    expect(new Set(departments.map(({ id }) => id)).size).toBe(departments.length);
    expect(departmentsBodySchema.parse({ departments, routes })).toEqual({ departments, routes });
    for (const district of districts)
      expect(departments.filter((one) => one.district === district)).toHaveLength(1);
    expect(judgeDepartments(shippedDepartments, shippedDepartments)).toEqual([]);
  });

  it('is suggested by the matter first, then by the place', () => {
    const lead = (category: string | null, district: string | null) =>
      suggestDepartment(shippedDepartments, category, district)?.leadId ?? null;
    expect(lead('supply.leak', '江汉区')).toBe('group.water');
    expect(lead('rivers.filling', '江夏区')).toBe('corps.enforcement');
    expect(lead('drainage.cover', '江汉区')).toBe('bureau.jianghan');
    expect(lead('drainage.cover', '待核实')).toBeNull();
    expect(lead(null, '江汉区')).toBe('bureau.jianghan');
    expect(lead(null, null)).toBeNull();
  });

  it('is suggested by the line that says most, with those who help; never one that is closed', () => {
    const line = { prefix: 'supply.leak', district: '江汉区', leadId: 'bureau.jianghan' };
    const catalogue = {
      ...shippedDepartments,
      routes: [...routes, { ...line, assistIds: ['group.water', 'division.supply'] }],
    };
    expect(suggestDepartment(catalogue, 'supply.leak', '江汉区')).toEqual({
      leadId: 'bureau.jianghan',
      assistIds: ['group.water', 'division.supply'],
    });
    expect(suggestDepartment(catalogue, 'supply.leak', '武昌区')?.leadId).toBe('group.water');
    const closed = closing('group.water', 'division.supply');
    expect(
      suggestDepartment({ ...closed, routes: catalogue.routes }, 'supply.leak', '江汉区'),
    ).toEqual({ leadId: 'bureau.jianghan', assistIds: [] });
    expect(suggestDepartment(closed, 'supply.leak', '武昌区')?.leadId).toBe('bureau.wuchang');
  });

  it('tells an id of another catalogue as it is, and a closed one by its name', () => {
    expect(findDepartment(shippedDepartments, 'bureau.other')).toBeNull();
    expect(departmentName(shippedDepartments, 'bureau.other')).toBe('bureau.other');
    const closed = closing('bureau.jianghan');
    expect(departmentName(closed, 'bureau.jianghan')).toBe('江汉区水务局');
    expect(openDepartments(closed).map(({ id }) => id)).not.toContain('bureau.jianghan');
  });
});
