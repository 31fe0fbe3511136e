import { createContext, useCallback, useContext } from 'react';
import {
  type DepartmentCatalogue,
  departmentName,
  shippedDepartments,
} from '../../shared/domain/office/departments.ts';

/** Departments as this page has heard of them last; those of the program until it has. */
export const DepartmentsContext = createContext<DepartmentCatalogue>(shippedDepartments);

export function useDepartments(): DepartmentCatalogue {
  return useContext(DepartmentsContext);
}

/** Names by id, also of departments that are closed; an id that is not known is shown as it is. */
export function useDepartmentName(): (id: string) => string {
  const catalogue = useDepartments();
  return useCallback((id) => departmentName(catalogue, id), [catalogue]);
}
