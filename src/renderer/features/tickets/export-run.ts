import { errorCodeOf } from '../../../shared/app-error.ts';
import type { ExportEnd, ExportProgress } from '../../../shared/contract/exports/schemas.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { ExportedFiles } from '../../stores/exported-files.ts';

/** The making of a file that is taken out of the house: why, and how far it is. */
export interface ExportRun {
  readonly reason: string;
  readonly phase: 'asked' | 'running' | 'done' | 'stopped' | 'failed';
  readonly progress: ExportProgress | null;
  readonly end: ExportEnd | null;
  readonly failure: ErrorCode | null;
}

/** Nothing has been asked for yet. */
export const noRun: ExportRun = {
  reason: '',
  phase: 'asked',
  progress: null,
  end: null,
  failure: null,
};

/** One file at a time: `start` asks for it and saves it, telling how far it is; it resolves when that has ended, in whatever way. */
export function exportRunner(exported: ExportedFiles, set: (patch: Partial<ExportRun>) => void) {
  let stopping = new AbortController();
  return {
    async start(ask: () => Promise<{ readonly exportId: string }>): Promise<void> {
      stopping = new AbortController();
      const { signal } = stopping;
      set({ phase: 'running', progress: null, end: null, failure: null });
      try {
        const { exportId } = await ask();
        const onProgress = (progress: ExportProgress) => set({ progress });
        const end = await exported.save(exportId, { signal, onProgress });
        set({ phase: 'done', end, reason: '' });
      } catch (error) {
        if (signal.aborted) set({ phase: 'stopped' });
        else set({ phase: 'failed', failure: errorCodeOf(error) });
      }
    },
    stop: () => stopping.abort(),
  };
}
