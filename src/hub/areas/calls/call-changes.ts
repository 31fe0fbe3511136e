import { isDeepStrictEqual } from 'node:util';
import { callRecordSchema } from '../../../shared/contract/calls/schemas.ts';
import { newerFields } from '../../../shared/contract/tolerant.ts';
import { type CallRecord, mostTicketsOfCall } from '../../../shared/domain/calls/call.ts';

/**
 * The record after what a desk says later of the same call; `null` when it would change what is final. While the call runs
 * the newest word counts. Of an ended call only this may still come: tickets, its result and note, why it was put away, its quality, the recording that was not yet
 * known, and a later end of a call whose phone page had vanished (the sound proved that it went on). Fields that this release
 * does not know are kept, the later word of each.
 */
export function withLaterFacts(known: CallRecord, next: CallRecord): CallRecord | null {
  if (known.agentWorkNo !== next.agentWorkNo) return null;
  if (known.endedAt === null) return next;
  // An older word that was late on its way.
  if (next.endedAt === null) return known;
  const recordingId = known.recordingId ?? next.recordingId;
  const merged: CallRecord = {
    ...known,
    ...newerFields(callRecordSchema, next),
    ticketIds: [...new Set([...known.ticketIds, ...next.ticketIds])].slice(0, mostTicketsOfCall),
    quality: known.quality ?? next.quality,
    recordingId,
    noRecordingReason:
      recordingId === null ? (known.noRecordingReason ?? next.noRecordingReason) : null,
    ...laterEnd(known, next),
    ...laterResult(known, next),
    ...firstPutAway(known, next),
  };
  const { ticketIds, quality, noRecordingReason } = merged;
  const newer = newerFields(callRecordSchema, merged);
  const said = {
    ...next,
    ...newer,
    ticketIds,
    quality,
    noRecordingReason,
    ...laterResult(known, next),
    ...firstPutAway(known, next),
  };
  const isSame = isDeepStrictEqual(plain({ ...said, recordingId }), plain(merged));
  return isSame && (next.recordingId ?? recordingId) === recordingId ? merged : null;
}

function laterEnd(known: CallRecord, next: CallRecord): Partial<CallRecord> {
  const isVanished = known.endReason === 'deskDied' && next.endReason === 'deskDied';
  const isLater = (next.endedAt ?? 0) >= (known.endedAt ?? 0) && next.talkMs >= known.talkMs;
  return isVanished && isLater ? { endedAt: next.endedAt, talkMs: next.talkMs } : {};
}

/** The agent's last word; a record that was late on its way has none. */
function laterResult(known: CallRecord, next: CallRecord): Pick<CallRecord, 'result' | 'note'> {
  return { result: next.result ?? known.result, note: next.note ?? known.note };
}

/** Who said it first, as at the desk. */
function firstPutAway(known: CallRecord, next: CallRecord): Pick<CallRecord, 'putAway'> {
  return { putAway: known.putAway ?? next.putAway };
}

/** Without fields that are present and undefined. */
function plain(record: CallRecord): unknown {
  return JSON.parse(JSON.stringify(record));
}
