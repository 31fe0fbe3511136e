import type { ContractRouterClient } from '@orpc/contract';
import type { deskHostContract } from '../../shared/contract/areas.ts';

/** The host as the stores see it: the desk contract, failing with `AppError` only. */
export type DeskApi = ContractRouterClient<typeof deskHostContract>;
