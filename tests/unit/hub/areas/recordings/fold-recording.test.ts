import { describe, expect, it } from 'vitest';
import { foldRecording } from '../../../../../src/hub/areas/recordings/fold-recording.ts';
import { aRecording } from '../../../../support/hub-values.ts';

describe('foldRecording', () => {
  const half = { byteLength: 500, storedAt: 5 };

  it('calls a recording synced only when all its bytes are stored', () => {
    const recording = aRecording({
      byteLength: 1000,
      state: 'synced',
      syncedAt: 1,
      error: 'upload.rejected',
    });
    expect(foldRecording(recording, [])).toMatchObject({
      state: 'closed',
      uploadedBytes: 0,
      syncedAt: null,
    });
    const empty = { ...recording, byteLength: 0 };
    expect(foldRecording(empty, [])).toMatchObject({ state: 'closed', syncedAt: null });
    expect(foldRecording(recording, [half])).toMatchObject({
      state: 'uploading',
      uploadedBytes: 500,
    });
    expect(foldRecording(recording, [half, { ...half, storedAt: 9 }])).toMatchObject({
      state: 'synced',
      uploadedBytes: 1000,
      syncedAt: 9,
      error: null,
    });
  });

  it.each(['writing', 'damaged'] as const)(
    'leaves a recording %s until the desk says otherwise',
    (state) => {
      const recording = aRecording({ byteLength: 500, state, error: 'recording.stopped' });
      expect(foldRecording(recording, [half])).toEqual({ ...recording, uploadedBytes: 500 });
    },
  );
});
