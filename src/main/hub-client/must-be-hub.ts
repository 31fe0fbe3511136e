import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import type { HubClient } from './hub-client.ts';

const hubSchema = z.object({ name: z.literal('hotline-hub') });

/**
 * Asks who answers at the hub's address, without telling anything. Throws `hub.notAHub` for whatever answers otherwise than a
 * hub does, and what the call throws when nobody answers.
 */
export async function mustBeHub(hub: HubClient): Promise<void> {
  const answer: unknown = await hub.health().catch((error: unknown) => {
    throw isForeign(error) ? new AppError('hub.notAHub', { cause: error }) : error;
  });
  if (!hubSchema.safeParse(answer).success) throw new AppError('hub.notAHub');
}

/**
 * A hub finds fault with this question in one way only (422, declared in the contract); 5xx is one that is unwell, or a proxy
 * before one that is away.
 */
function isForeign(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status < 500 && error.status !== 422;
}
