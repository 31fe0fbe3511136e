import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';

export interface IncidentDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  /** Told when what was decided is kept. */
  readonly changes: ChangeSignal;
}
