import { AppError } from '../../shared/app-error.ts';
import type { HubTransport } from './hub-client.ts';

/** Stands where the hub would be while none is configured: the desk works alone, and knows that no network is to blame. */
export const absentHub: HubTransport = {
  client() {
    throw new AppError('hub.notConfigured');
  },
  async watchChanges() {
    throw new AppError('hub.notConfigured');
  },
};
