import type { Area, HostCore } from '../../host/host-core.ts';
import { createDeskProver } from './desk-prover.ts';
import { createOfflineSignIn } from './offline-sign-in.ts';
import { type Session, createSession } from './session.ts';

/** `signOut` ends the session at once; a person leaves by `LockArea.signOut`, which lets go of the queue first. */
export type SessionArea = Area & Session;

/** Who works at this desk. */
export function createSessionArea(core: HostCore): SessionArea {
  const { hub, store, hasher, clock, deskId, loaded, logger, deskState, signals } = core;
  let resumes = true;
  const session = createSession({
    transport: hub,
    meta: store.meta,
    offline: createOfflineSignIn({ meta: store.meta, hasher, clock, logger }),
    clock,
    deskId,
    keyFingerprint: loaded.config.hub?.keyFingerprint ?? null,
    prove: createDeskProver(core.deskKeys),
    logger,
    onUser(user) {
      deskState.update({ user });
      signals.user.emit({ user, resumes });
    },
    onRefused: (code) => void signals.refused.emit(code),
  });
  return {
    ...session,
    async restore() {
      await session.restore();
      resumes = false;
    },
  };
}
