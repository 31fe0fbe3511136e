import type { DeskProof } from '../../../shared/contract/session/schemas.ts';
import type { DeskKeyPair, DeskStatement } from '../../../shared/node/desk-key-pair.ts';
import type { HubClient } from '../../hub-client/hub-client.ts';

/** Signs a fresh challenge of the hub. Empty for a hub of an older release, which knows no challenges. */
export type DeskProver = (
  hub: HubClient,
  act: Omit<DeskStatement, 'challenge'>,
) => Promise<{ readonly proof?: DeskProof }>;

export function createDeskProver(keyPair: DeskKeyPair): DeskProver {
  return async (hub, act) => {
    const { deskId, workNo } = act;
    try {
      const { challenge } = await hub.auth.challenge({ deskId, workNo });
      const signature = keyPair.sign({ ...act, challenge });
      return { proof: { publicKey: keyPair.publicKey, challenge, signature } };
    } catch (error) {
      if (isUnknownProcedure(error)) return {};
      throw error;
    }
  };
}

function isUnknownProcedure(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 404;
}
