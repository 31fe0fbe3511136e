import type { Clock } from '../../shared/clock.ts';
import { createAllowance } from './allowance.ts';
import { createClientRate } from './client-rate.ts';
import { hubLimits } from './limits.ts';
import { createPlaces } from './places.ts';
import { createWaitingBodies } from './waiting-bodies.ts';

/** The limits of `limits.ts`, counting. One for the whole hub. */
export type Limiters = ReturnType<typeof createLimiters>;

export function createLimiters(clock: Pick<Clock, 'monotonicMs'>) {
  const { user, client, address } = hubLimits;
  const perSecond = (rate: number, burst: number) =>
    createAllowance({ perSecond: rate, burst }, clock);
  return {
    user: {
      calls: createPlaces(user.callsInFlight),
      refusals: createPlaces(user.refusalsInFlight),
      callRate: perSecond(user.callsPerSecond, user.callBurst),
      answerBytes: perSecond(user.answerBytesPerSecond, user.answerByteBurst),
      uploads: createPlaces(user.uploadsInFlight),
      newUploads: perSecond(user.newUploadsPerSecond, user.newUploadBurst),
    },
    client: {
      calls: createPlaces(client.callsInFlight),
      rate: createClientRate(clock),
      bodyMs: client.bodyMs,
    },
    address: {
      sockets: createPlaces(address.sockets),
      requests: createPlaces(address.requestsInFlight),
      bodies: createWaitingBodies(),
      requestRate: perSecond(address.requestsPerSecond, address.requestBurst),
    },
  };
}
