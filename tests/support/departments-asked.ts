import { type Department, shippedDepartments } from '../../src/shared/domain/office/departments.ts';

/** The departments of the program as they are put in, with one of them changed. */
export function departmentsAsked(id = '', change: Partial<Department> = {}) {
  return {
    departments: shippedDepartments.departments.map((one) => ({
      ...one,
      phones: [...one.phones],
      ...(one.id === id ? change : {}),
    })),
    routes: shippedDepartments.routes.map((one) => ({ ...one, assistIds: [...one.assistIds] })),
  };
}
