import { createHash } from 'node:crypto';
import type { RecordingsRepository } from './recordings-repository.ts';

/**
 * Under which id the archive keeps what a desk calls `recordingId`: that id, or, when another desk has taken it, one made
 * of both, so that neither recording stands in the other's way.
 */
export async function archiveIdOf(
  recordings: Pick<RecordingsRepository, 'get' | 'ofDesk'>,
  recordingId: string,
  deskId: string,
): Promise<string> {
  const mine = await recordings.ofDesk(recordingId, deskId);
  if (mine) return mine.recordingId;
  return (await recordings.get(recordingId)) === null ? recordingId : apartId(recordingId, deskId);
}

/** A UUID (RFC 9562 §5.8, version 8) of an id and a desk. */
function apartId(recordingId: string, deskId: string): string {
  const bytes = createHash('sha256').update(`${recordingId}\n${deskId}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
