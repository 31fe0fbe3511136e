import type { RecordingMark } from '../../../shared/domain/recordings/recording.ts';
import { createCallLine, type Side, type Stretch } from './call-line.ts';
import { createGapWatch } from './gap-watch.ts';
import { createLevelMeter, toPercent } from './level-meter.ts';
import { createMarkBook } from './mark-book.ts';
import type { RecorderEvent } from './messages.ts';
import { createSilenceNotifier } from './silence-notifier.ts';
import { createSoundWriter, type SoundWriterOptions } from './sound-writer.ts';
import { framesPerMs } from './sound-frames.ts';

export interface RecordingSessionOptions extends Omit<SoundWriterOptions, 'takeMarks'> {
  /** Moment of the answer on the clock of `nowMs`. */
  readonly startedAtMs: number;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly emit: (event: RecorderEvent) => void;
  readonly askEnergy: () => void;
  readonly wait: (ms: number) => Promise<void>;
}

/** One recording inside the worker: sound of both sides in, chunks out. */
export interface RecordingSession {
  /** Mono at 48 kHz; `atMs`: the moment of its first frame on the clock of `nowMs`. */
  onSound(side: Side, samples: Float32Array, atMs: number): void;
  /** A side has got another track at `atMs`, or none any more. */
  onTrack(side: Side, hasTrack: boolean, atMs: number): void;
  /** Writes what has come. */
  write(): void;
  /** Ten times a second. */
  onTick(): void;
  onEnergy(energy: number | null): void;
  beginMark(kind: RecordingMark['kind']): void;
  endMark(kind: RecordingMark['kind']): void;
  /** True when nothing before `atMs` is still to come. */
  isCompleteUntil(atMs: number): boolean;
  /** The call was over at `atMs`: what was said later is left out. */
  endsAt(atMs: number): void;
  /** Writes the end of the stream as of `endedAtMs`; the last chunk is pushed when it resolves. */
  finish(endedAtMs: number): Promise<{ readonly durationMs: number }>;
}

/** Energy is asked for at every third tick while the citizen's side is silent. */
const ticksPerQuestion = 3;
/** The encoder gets on so long. */
const pauseMs = 20;

export function createRecordingSession(options: RecordingSessionOptions): RecordingSession {
  const { nowMs, startedAtMs, emit } = options;
  const line = createCallLine(startedAtMs);
  const meter = createLevelMeter();
  const marks = createMarkBook();
  const gaps = createGapWatch();
  const writer = createSoundWriter({ ...options, takeMarks: marks.takeFinished });
  let ticks = 0;

  const elapsedMs = () => Math.max(0, Math.round(nowMs() - startedAtMs));
  const writtenMs = () => Math.round(writer.frames() / framesPerMs);
  const watch = createSilenceNotifier({ nowMs, elapsedMs, marks, emit });

  const writeStretch = (sound: Stretch) => {
    for (const pair of meter.feed(sound)) {
      const levels = { agent: toPercent(pair.agent), citizen: toPercent(pair.citizen) };
      writer.addPeaks(levels.agent, levels.citizen);
      emit({ kind: 'levels', ...levels });
      const agentExpected = !marks.isOpen('mute') && !marks.isOpen('hold');
      watch.onLevels(pair, agentExpected);
    }
    writer.write(sound.agent, sound.citizen);
  };

  const markLosses = () => {
    for (const { from, to } of line.takeLosses()) {
      marks.begin('gap', Math.round(from / framesPerMs));
      marks.end('gap', Math.round(to / framesPerMs));
      if (gaps.onLoss(nowMs(), (to - from) / framesPerMs) === 'losing')
        emit({ kind: 'losing', code: 'recording.losing' });
    }
  };

  /** False when there is more. */
  const write = (): boolean => {
    markLosses();
    while (!writer.isBusy()) {
      const sound = line.take();
      if (!sound) return true;
      writeStretch(sound);
    }
    return false;
  };

  return {
    onSound: line.onSound,
    onTrack: line.onTrack,
    write: () => void write(),
    onTick: () => {
      line.onTick(nowMs());
      write();
      if (gaps.onTick(nowMs()) === 'keeping') emit({ kind: 'keeping' });
      ticks += 1;
      if (watch.wantsEnergy() && ticks % ticksPerQuestion === 0) options.askEnergy();
    },
    onEnergy: watch.onEnergy,
    beginMark: (kind) => {
      if (kind === 'hold') line.setHeld(true);
      marks.begin(kind, elapsedMs());
    },
    endMark: (kind) => {
      if (kind === 'hold') line.setHeld(false);
      marks.end(kind, elapsedMs());
    },
    isCompleteUntil: line.isCompleteUntil,
    endsAt: line.endsAt,
    finish: async (endedAtMs) => {
      line.onStop(endedAtMs);
      while (!write()) await options.wait(pauseMs);
      const durationMs = writtenMs();
      marks.endAll(durationMs);
      await writer.finish();
      return { durationMs };
    },
  };
}
