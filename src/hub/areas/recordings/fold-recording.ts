import type { Recording } from '../../../shared/domain/recordings/recording.ts';

/**
 * The recording as the hub shows it: the desk's words, with the bytes that really are in the archive. `synced` means
 * that all bytes the desk has counted are stored, whatever the desk says.
 */
export function foldRecording(
  recording: Recording,
  segments: readonly { readonly byteLength: number; readonly storedAt: number }[],
): Recording {
  const uploadedBytes = segments.reduce((sum, segment) => sum + segment.byteLength, 0);
  const isComplete = segments.length > 0 && uploadedBytes >= recording.byteLength;
  if (recording.state === 'writing' || recording.state === 'damaged') {
    return { ...recording, uploadedBytes, syncedAt: null };
  }
  if (!isComplete) {
    const state = uploadedBytes > 0 ? 'uploading' : 'closed';
    return { ...recording, state, uploadedBytes, syncedAt: null };
  }
  const syncedAt = Math.max(...segments.map((segment) => segment.storedAt));
  return { ...recording, state: 'synced', uploadedBytes, syncedAt, error: null };
}
