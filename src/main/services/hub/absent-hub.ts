import { AppError } from '../../../shared/app-error.ts';
import type { HubTransport } from './hub-client.ts';

/** Stands where the hub would be while none is configured: the desk works as with an unreachable one. */
export const absentHub: HubTransport = {
  client() {
    throw new AppError('hub.unreachable', { detail: 'no hub configured' });
  },
  async watchChanges() {
    throw new AppError('hub.unreachable', { detail: 'no hub configured' });
  },
};
