import type { RecordingMark } from '../../../shared/domain/recordings/recording.ts';
import { createGapWatch } from './gap-watch.ts';
import { createLevelMeter, toPercent } from './level-meter.ts';
import { createMarkBook } from './mark-book.ts';
import type { RecorderEvent, AudioBlock } from './messages.ts';
import { createSilenceNotifier } from './silence-notifier.ts';
import { createSoundWriter, type SoundWriterOptions } from './sound-writer.ts';
import { createTimelineKeeper, framesPerMs, toleranceMs } from './timeline-keeper.ts';

export interface RecordingSessionOptions extends Omit<SoundWriterOptions, 'takeMarks'> {
  /** Moment of the answer on the clock of `nowMs`. */
  readonly startedAtMs: number;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly emit: (event: RecorderEvent) => void;
  readonly askEnergy: () => void;
}

type Sound = Pick<NonNullable<AudioBlock>, 'agent' | 'citizen'>;

/** One recording inside the worker: blocks in, chunks out. */
export interface RecordingSession {
  /** `renderedMs`: when its last frame was rendered, on the clock of `nowMs`. */
  onBlock(block: Sound, renderedMs: number): void;
  /** Ten times a second. */
  onTick(): void;
  onEnergy(energy: number | null): void;
  beginMark(kind: RecordingMark['kind']): void;
  endMark(kind: RecordingMark['kind']): void;
  /** Writes the end of the stream as of `endedAtMs`; the last chunk is pushed when it resolves. */
  finish(endedAtMs: number): Promise<{ readonly durationMs: number }>;
}

const silenceStep = new Float32Array(4800);
/** Energy is asked for at every third tick while the citizen's side is silent. */
const ticksPerQuestion = 3;
const silentStartMs = 300;

export function createRecordingSession(options: RecordingSessionOptions): RecordingSession {
  const { nowMs, startedAtMs, emit } = options;
  const keeper = createTimelineKeeper(startedAtMs);
  const meter = createLevelMeter();
  const marks = createMarkBook();
  const gaps = createGapWatch();
  const writer = createSoundWriter({ ...options, takeMarks: marks.takeFinished });
  let ticks = 0;

  const elapsedMs = () => Math.max(0, Math.round(nowMs() - startedAtMs));
  const writtenMs = () => Math.round(writer.frames() / framesPerMs);
  const watch = createSilenceNotifier({ nowMs, elapsedMs, marks, emit });

  const write = (block: Sound, isSound: boolean) => {
    const { agent, citizen } = block;
    for (const pair of meter.feed(isSound ? block : null, agent.length)) {
      const levels = { agent: toPercent(pair.agent), citizen: toPercent(pair.citizen) };
      writer.addPeaks(levels.agent, levels.citizen);
      emit({ kind: 'levels', ...levels });
      const agentExpected = !marks.isOpen('mute') && !marks.isOpen('hold');
      watch.onLevels(pair, agentExpected);
    }
    writer.write(agent, citizen);
  };

  /** A gap begins here; what has been lost is written as silence, or left out. */
  const beginGap = (frames: number) => {
    marks.begin('gap', writtenMs());
    if (gaps.onLoss(nowMs(), frames / framesPerMs) === 'losing')
      emit({ kind: 'losing', code: 'recording.losing' });
  };

  const writeSilence = (frames: number) => {
    for (let left = frames; left > 0; left -= silenceStep.length) {
      const step = silenceStep.subarray(0, Math.min(left, silenceStep.length));
      write({ agent: step, citizen: step }, false);
    }
  };

  return {
    onBlock: ({ agent, citizen }, renderedMs) => {
      const { silence, drop } = keeper.onBlock(renderedMs, agent.length);
      // The answer has just been given: nobody has said a word before the graph runs, unless it takes long.
      const isLost = writer.frames() > 0 || silence > silentStartMs * framesPerMs;
      if (drop > 0 || (silence > 0 && isLost)) beginGap(silence + drop);
      writeSilence(silence);
      marks.end('gap', writtenMs());
      write({ agent: agent.subarray(drop), citizen: citizen.subarray(drop) }, true);
    },
    onTick: () => {
      const missing = keeper.onTick(nowMs());
      if (missing > 0) beginGap(missing);
      writeSilence(missing);
      if (gaps.onTick(nowMs()) === 'keeping') emit({ kind: 'keeping' });
      ticks += 1;
      if (watch.wantsEnergy() && ticks % ticksPerQuestion === 0) options.askEnergy();
    },
    onEnergy: watch.onEnergy,
    beginMark: (kind) => marks.begin(kind, elapsedMs()),
    endMark: (kind) => marks.end(kind, elapsedMs()),
    finish: async (endedAtMs) => {
      const missing = keeper.onStop(endedAtMs);
      if (missing > toleranceMs * framesPerMs) marks.begin('gap', writtenMs());
      writeSilence(missing);
      const durationMs = writtenMs();
      marks.endAll(durationMs);
      await writer.finish();
      return { durationMs };
    },
  };
}
