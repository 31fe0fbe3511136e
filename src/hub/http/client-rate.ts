import type { Clock } from '../../shared/clock.ts';
import type { ApiClient } from '../areas/clients/clients-repository.ts';
import { type Allowance, createAllowance } from './allowance.ts';

/** What each program may ask in a minute, as the administrator has set it; what it has not used in a minute is there at once. */
export interface ClientRate {
  take(client: Pick<ApiClient, 'clientId' | 'perMinute'>): boolean;
}

export function createClientRate(clock: Pick<Clock, 'monotonicMs'>): ClientRate {
  /** One for each rate that is in use: there are no more of them than clients. */
  const rates = new Map<number, Allowance>();
  const rateOf = (perMinute: number): Allowance => {
    const known = rates.get(perMinute);
    if (known) return known;
    const made = createAllowance({ perSecond: perMinute / 60, burst: perMinute }, clock);
    rates.set(perMinute, made);
    return made;
  };
  return { take: ({ clientId, perMinute }) => rateOf(perMinute).take(clientId) };
}
