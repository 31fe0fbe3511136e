import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { DepartmentsContext } from '../parts/use-departments.ts';
import type { CatalogueStore } from './catalogue-store.ts';

/** Gives what is below it the names of departments as the hub has told them. */
export function PageDepartments({
  store,
  children,
}: {
  readonly store: CatalogueStore;
  readonly children: ReactNode;
}) {
  const catalogue = useStore(store, (state) => state.catalogue);
  return <DepartmentsContext value={catalogue}>{children}</DepartmentsContext>;
}
