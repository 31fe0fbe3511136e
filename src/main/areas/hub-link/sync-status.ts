import type { SyncStatus } from '../../../shared/domain/desk/desk-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { DeskStateHub } from '../../host/desk-state.ts';
import { isAway } from '../../hub-client/hub-errors.ts';
import type { Problems } from '../../host/problems.ts';

/** How it stands between this desk and the hub, told to the status bar and as problems. */
export interface SyncStatusBoard {
  /** What the last call to the hub showed. */
  setLink(hub: SyncStatus['hub'], error: ErrorCode | null): void;
  /** Why no recording gets through, when that is so; shown before what the link says. */
  setUploadError(error: ErrorCode | null): void;
  /** Nobody is signed in any more: nobody's session has run out. */
  personLeft(): void;
}

/** Codes that the link already shows as a problem of its own. */
const toldByLink = (code: ErrorCode): boolean =>
  isAway(code) || code === 'upload.hubUnreachable' || code === 'hub.sessionExpired';

export function createSyncStatus(deps: {
  readonly deskState: DeskStateHub;
  readonly problems: Problems;
  /** Whom the hub knows no longer, and why, where it has said so; `null` = nobody is signed in. */
  readonly person: () => { readonly refusedBy: ErrorCode | null } | null;
  /** Without a hub there is none to miss; that is a fault of the configuration. */
  readonly hasHub: boolean;
  /** The hub answers again. */
  readonly onOnline: () => void;
}): SyncStatusBoard {
  const { deskState, problems } = deps;
  let linkError: ErrorCode | null = null;
  let uploadError: ErrorCode | null = null;
  const show = (problemId: string, code: ErrorCode, holds: boolean) => {
    if (holds) problems.raise({ problemId, code });
    else problems.clear(problemId);
  };
  return {
    setLink(hub, error) {
      const before = deskState.current().sync.hub;
      linkError = error;
      deskState.updateSync({ hub, error: uploadError ?? linkError });
      const person = deps.person();
      const why = person?.refusedBy ?? 'hub.sessionExpired';
      show('hub:session', why, hub === 'unauthorised' && person !== null);
      show('hub:away', error ?? 'hub.unreachable', hub === 'offline' && deps.hasHub);
      if (hub === 'online' && before !== 'online') deps.onOnline();
    },
    personLeft: () => problems.clear('hub:session'),
    setUploadError(error) {
      uploadError = error;
      deskState.updateSync({ error: uploadError ?? linkError });
      if (error !== null) show('upload', error, !toldByLink(error));
      else problems.clear('upload');
    },
  };
}
