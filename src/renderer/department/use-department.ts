import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { assert } from '../../shared/assert.ts';
import type { AttachmentsStore } from '../parts/attachments-store.ts';
import type { DepartmentActs, DepartmentState, DepartmentStore } from './department-store.ts';

/** Files that are chosen, sent and looked at. */
export const FilesContext = createContext<AttachmentsStore | null>(null);

export const DepartmentContext = createContext<DepartmentStore | null>(null);

/** What the page knows and can do. */
export function useDepartment<Part>(
  select: (state: DepartmentState & DepartmentActs) => Part,
): Part {
  const store = useContext(DepartmentContext);
  assert(store !== null, 'component is inside the page');
  return useStore(store, select);
}
