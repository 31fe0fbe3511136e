import type { ContractRouterClient } from '@orpc/contract';
import type { deskHostContract } from '../../shared/contract/areas.ts';
import type { hostInfoSchema } from '../../shared/contract/desk/schemas.ts';
import type { z } from 'zod';

/** The host as the stores see it: the desk contract, failing with `AppError` only. */
export type DeskApi = ContractRouterClient<typeof deskHostContract>;

export type HostInfo = z.infer<typeof hostInfoSchema>;
