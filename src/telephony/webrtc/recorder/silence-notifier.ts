import type { LevelPair } from './level-meter.ts';
import type { MarkBook } from './mark-book.ts';
import type { RecorderEvent } from './messages.ts';
import { type SilenceFinding, createSilenceWatch } from './silence-watch.ts';

export interface SilenceNotifierOptions {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Time since the answer, for the marks. */
  readonly elapsedMs: () => number;
  readonly marks: Pick<MarkBook, 'begin' | 'end'>;
  readonly emit: (event: RecorderEvent) => void;
}

/** Feeds the silence watch, and tells and marks what it finds. */
export function createSilenceNotifier({ nowMs, elapsedMs, marks, emit }: SilenceNotifierOptions) {
  const watch = createSilenceWatch();
  const tell = (findings: readonly SilenceFinding[]) => {
    for (const { kind, side } of findings) {
      if (kind === 'silent') {
        marks.begin('silence', elapsedMs());
        emit({ kind, side, code: 'recording.silent' });
      } else {
        marks.end('silence', elapsedMs());
        emit({ kind, side });
      }
    }
  };
  return {
    onLevels: (peaks: LevelPair, agentExpected: boolean) =>
      tell(watch.onLevels(nowMs(), peaks, agentExpected)),
    onEnergy: (energy: number | null) => tell(watch.onEnergy(nowMs(), energy)),
    wantsEnergy: watch.wantsEnergy,
  };
}
