import { AppError } from '../../../shared/app-error.ts';
import { type HubRepositories, type HubStore } from '../../storage/hub-store.ts';
import { archiveIdOf } from './archive-id.ts';
import { mayGrow } from './recording-changes.ts';
import { standingOf } from '../calls/standing.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { QuietAudit } from '../audit/quiet-audit.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';

/** A segment that a desk brings. */
export interface BroughtSegment {
  readonly deskId: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly segment: number;
  readonly byteLength: number;
}

/**
 * Under which id the archive takes this segment. A desk brings recordings of its own calls. Where two desks say that a call
 * is theirs, both are taken, and the list shows that there are two: a true recording must leave its PC (ADR 0149).
 *
 * Throws `hub.forbidden` (another desk's call or recording), `upload.rejected` (the recording is of another call, or it was
 * closed without this part).
 */
export async function uploadRight(
  repositories: Pick<HubRepositories, 'claims' | 'recordings'>,
  brought: BroughtSegment,
): Promise<string> {
  const { claims, recordings } = repositories;
  const { deskId, recordingId, callId, segment, byteLength } = brought;
  const ofCall = standingOf(await claims.of('call', [callId]), deskId);
  const ofRecording = standingOf(await claims.of('recording', [recordingId]), deskId);
  const known = await recordings.ofDesk(recordingId, deskId);
  const saysItIsItsCall = ofCall === 'own' || ofCall === 'disputed';
  if (ofCall === 'others') throw new AppError('hub.forbidden');
  if (ofRecording === 'others' && known === null && !saysItIsItsCall)
    throw new AppError('hub.forbidden');
  if (known && known.callId !== callId) throw new AppError('upload.rejected');
  const archiveId = await archiveIdOf(recordings, recordingId, deskId);
  const segments = await recordings.segments(archiveId);
  const isStored = segments.some((stored) => stored.segment === segment);
  const storedBytes = segments.reduce((sum, stored) => sum + stored.byteLength, 0);
  if (!isStored && !mayGrow(known?.recording ?? null, byteLength, { storedBytes }))
    throw new AppError('upload.rejected', { detail: 'the recording is closed' });
  return archiveId;
}

/** Resolves for people who take calls. Throws `hub.forbidden` for the others; that is in the audit. */
export async function allowUpload(
  {
    store,
    clock,
    quietly,
  }: { readonly store: HubStore; readonly clock: Clock; readonly quietly: QuietAudit },
  signedIn: SignedIn,
): Promise<void> {
  const { role } = signedIn.user;
  if (role === 'agent' || role === 'lead') return;
  const row = { action: 'refused', subjectId: 'uploads', code: 'hub.forbidden' } as const;
  await quietly(row, () =>
    store.audit.appendOrCount({ at: clock.now(), ...row, ...auditFacts(signedIn) }),
  );
  throw new AppError('hub.forbidden');
}
