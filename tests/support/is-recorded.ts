import type { CallView } from '../../src/shared/domain/calls/call.ts';

/** Bytes of this call are on disk. A busy machine loses sound at times, and its light says so: it records all the same. */
export function isRecorded(call: Pick<CallView, 'recording'> | undefined): boolean {
  const light = call?.recording;
  return (
    light?.kind === 'recording' || (light?.kind === 'failed' && light.code === 'recording.losing')
  );
}
