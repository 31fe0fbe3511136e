import type { Recording } from '../../../shared/domain/recordings/recording.ts';

/** What the hub knows of a recording beside its row. */
export interface ReceivedFacts {
  readonly storedBytes: number;
  /** The desk has said that all its chunks were there. */
  readonly isFinished: boolean;
}

/**
 * May the row of a recording become `next`? What has been received cannot be made less by words: no fewer bytes, no
 * shorter, not damaged once all of it is here; and what was finished does not begin again or grow.
 */
export function mayBecome(known: Recording, next: Recording, facts: ReceivedFacts): boolean {
  const { storedBytes, isFinished } = facts;
  const isClosed = known.state !== 'writing';
  if (isFinished && isClosed) {
    if (next.state === 'writing' || next.byteLength > known.byteLength) return false;
  }
  if (storedBytes === 0) return true;
  if (next.byteLength < known.byteLength || next.durationMs < known.durationMs) return false;
  const isAllHere = isClosed && storedBytes >= known.byteLength;
  return !(isAllHere && next.state === 'damaged' && known.state !== 'damaged');
}

/** May a further segment of so many bytes come to a recording whose row the desk has sent? */
export function mayGrow(
  known: Recording | null,
  byteLength: number,
  { storedBytes }: Pick<ReceivedFacts, 'storedBytes'>,
): boolean {
  if (known === null || known.state === 'writing') return true;
  return storedBytes + byteLength <= known.byteLength;
}
