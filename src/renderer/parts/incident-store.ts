import { useMemo } from 'react';
import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../shared/app-error.ts';
import type { DeskEvent } from '../../shared/contract/desk/schemas.ts';
import {
  type BoardRow,
  type CallerTicket,
  type Incident,
  boardOf,
} from '../../shared/domain/incidents/incident.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { type DeskStores, useDeskState } from './desk-context.ts';
import { featureStore, useFeature } from './feature-store.ts';
import { whenBack } from './when-back.ts';

export interface IncidentState {
  /** As this desk knows them; `null` until they are read. */
  readonly sources: {
    readonly incidents: readonly Incident[];
    readonly tickets: readonly CallerTicket[];
  } | null;
  readonly failure: ErrorCode | null;
  refresh(): Promise<void>;
  /** The same once nothing more has changed for a moment, where somebody has looked at them. */
  renew(): void;
}

/** Tickets change by the dozen in a storm. */
const renewMs = 250;

/** Incidents and their callers: for the band of the desk, the board, the list of replies and the form. One for the desk. */
export const incidentStore = featureStore<IncidentState>(({ deps, desk }) => {
  const { api, schedule } = deps;
  let cancel = () => {};
  let turn = 0;
  const store = createStore<IncidentState>()((set, get) => ({
    sources: null,
    failure: null,
    async refresh() {
      turn += 1;
      const mine = turn;
      try {
        const sources = await api.incidents.board({ stormId: null });
        if (mine === turn) set({ sources, failure: null });
      } catch (error) {
        if (mine === turn) set({ failure: errorCodeOf(error) });
      }
    },
    renew() {
      if (get().sources === null) return;
      cancel();
      cancel = schedule(() => void get().refresh(), renewMs);
    },
  }));
  whenBack(desk, () => store.getState().renew());
  return store;
});

/** Reads them again when one, or a ticket, has changed. */
export function hearIncidents(event: DeskEvent, stores: DeskStores): void {
  if (event.kind === 'ticketChanged' || event.kind === 'incidentsChanged')
    incidentStore(stores).getState().renew();
}

const nothing: readonly BoardRow[] = [];

/** The board of the storm that runs, or ran last; empty while there was none. */
export function useBoard(): readonly BoardRow[] {
  const stormId = useDeskState((desk) => desk.storm?.stormId ?? null);
  const sources = useFeature(incidentStore, (state) => state.sources);
  return useMemo(
    () =>
      sources === null || stormId === null
        ? nothing
        : boardOf(sources.incidents, sources.tickets, stormId),
    [sources, stormId],
  );
}
