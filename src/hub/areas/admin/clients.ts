import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ClientInput } from '../../../shared/contract/admin/client-schemas.ts';
import { findDepartment } from '../../../shared/domain/office/departments.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { ApiClient } from '../clients/clients-repository.ts';
import { addClient, revokeClient, rollToken } from '../clients/set-client.ts';
import { hubDepartments } from '../office/hub-rules.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';

interface ClientDeps {
  readonly store: HubStore;
  readonly clock: Clock;
}

const invalid = (field: string) =>
  new AppError('input.invalid', { fields: { [field]: 'invalid' } });

/** See `adminHubContract.addClient`. */
export async function addClientBy(
  deps: ClientDeps,
  admin: SignedIn,
  wanted: ClientInput,
): Promise<{ token: string }> {
  const { name, departmentId } = wanted;
  const catalogue = await hubDepartments(deps.store);
  if (departmentId !== null && findDepartment(catalogue, departmentId)?.isActive !== true)
    throw invalid('departmentId');
  if (await deps.store.clients.named(name)) throw invalid('name');
  return { token: await addClient(deps, auditFacts(admin), wanted) };
}

/** See `adminHubContract.rollClient`. */
export async function rollClientBy(
  deps: ClientDeps,
  admin: SignedIn,
  clientId: string,
): Promise<{ token: string }> {
  const client = await working(deps, clientId);
  return { token: await rollToken(deps, auditFacts(admin), client) };
}

/** See `adminHubContract.revokeClient`. */
export async function revokeClientBy(
  deps: ClientDeps,
  admin: SignedIn,
  clientId: string,
): Promise<void> {
  await revokeClient(deps, auditFacts(admin), await working(deps, clientId));
}

async function working({ store }: ClientDeps, clientId: string): Promise<ApiClient> {
  const client = await store.clients.get(clientId);
  if (!client || client.revokedAt !== null) throw invalid('clientId');
  return client;
}
