import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { assert } from '../../shared/assert.ts';
import type { CatalogueStore } from '../page/catalogue-store.ts';
import type { AuditStore } from './audit-store.ts';
import type { DepartmentsStore } from './departments-store.ts';
import type { ClientsStore } from './clients-store.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { LimitsStore } from './limits-store.ts';
import type { PeopleStore } from './people-store.ts';
import type { SessionStore } from './session-store.ts';
import type { TicketsStore } from './tickets-store.ts';

/** All that the page knows. */
export interface Office {
  readonly session: SessionStore;
  readonly tickets: TicketsStore;
  readonly audit: AuditStore;
  readonly people: PeopleStore;
  readonly clients: ClientsStore;
  readonly ledger: LedgerStore;
  readonly names: CatalogueStore;
  readonly departments: DepartmentsStore;
  readonly limits: LimitsStore;
}

export const OfficeContext = createContext<Office | null>(null);

export function useOffice(): Office {
  const office = useContext(OfficeContext);
  assert(office !== null, 'component is inside the page');
  return office;
}

export const useSession = () => useStore(useOffice().session);
export const useTickets = () => useStore(useOffice().tickets);
export const useAudit = () => useStore(useOffice().audit);
export const usePeople = () => useStore(useOffice().people);
export const useCatalogueDraft = () => useStore(useOffice().departments);
export const useLimits = () => useStore(useOffice().limits);
export const useClients = () => useStore(useOffice().clients);
export const useLedger = () => useStore(useOffice().ledger);
