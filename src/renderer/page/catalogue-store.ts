import { type StoreApi, createStore } from 'zustand/vanilla';
import {
  type DepartmentCatalogue,
  shippedDepartments,
} from '../../shared/domain/office/departments.ts';
import type { HubCalls } from './hub-calls.ts';

export interface CatalogueState {
  readonly catalogue: DepartmentCatalogue;
  /** Asks the hub; what it does not answer leaves what is known. */
  look(): Promise<void>;
}

export type CatalogueStore = StoreApi<CatalogueState>;

/** Departments as the hub has them, by which a page shows names; those of the program until it has answered. */
export function createCatalogueStore({ hub }: { readonly hub: HubCalls }): CatalogueStore {
  return createStore((set) => ({
    catalogue: shippedDepartments,
    async look() {
      try {
        set({ catalogue: await hub.ask(({ office }) => office.departments()) });
      } catch {
        // A page without names of late is a page all the same; what fails is said by what was asked for.
      }
    },
  }));
}
