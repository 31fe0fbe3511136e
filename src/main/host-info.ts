import type { z } from 'zod';
import type { hostInfoSchema } from '../shared/contract/desk-host.ts';

/** Facts about this host for the pages. */
export type HostInfo = z.infer<typeof hostInfoSchema>;
