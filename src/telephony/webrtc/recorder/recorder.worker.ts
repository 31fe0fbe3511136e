import { encodeEntries } from '../../../shared/recording/entries.ts';
import { createChunkQueue } from './chunk-queue.ts';
import { discardingSink, createFetchChunkSink } from './chunk-sink.ts';
import type { Side } from './call-line.ts';
import { createOpusEncoder } from './opus-encoder.ts';
import { createProofOfLife } from './proof-of-life.ts';
import type { HostKnownOrder, SessionOrder, SessionReport, StartOrder } from './messages.ts';
import { nowMs } from './recorder-clock.ts';
import { createRecordingSession } from './recording-session.ts';
import { readTrack } from './track-reader.ts';

/**
 * Entry of the recorder's worker: serves all recordings of the phone page, each over its own port. Sound comes
 * straight from the browser's media threads and goes straight to the host, so that a blocked page stops nothing.
 */
const tickMs = 100;
/** How long the last sound may take to come. */
const lastSoundMs = 300;
const lastSoundStepMs = 20;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const textEncoder = new TextEncoder();

type TrackOrder = Extract<SessionOrder, { readonly kind: 'track' }>;

let isHostKnown = true;

self.onmessage = ({ data }: MessageEvent<StartOrder | HostKnownOrder>) => {
  if ('isHostKnown' in data) isHostKnown = data.isHostKnown;
  else record(data);
};

function record(order: StartOrder): void {
  const { recordingId, startedAtMs, control } = order;
  const report = (message: SessionReport) => control.postMessage(message);
  const sink =
    order.hostOrigin === null
      ? discardingSink
      : createFetchChunkSink(order.hostOrigin, (input, init) =>
          isHostKnown ? fetch(input, init) : Promise.reject(new Error('the host is not known')),
        );
  const proof = createProofOfLife({
    recordingId,
    startedAtMs,
    emit: (event) => report({ kind: 'event', event }),
  });
  const queue = createChunkQueue({
    put: (seq, chunk) => sink.put(recordingId, seq, chunk),
    wait,
    onStored: proof.onStored,
    onTrouble: (code) => proof.onTrouble(code, nowMs()),
    onGivenUp: proof.onBroken,
  });
  const session = createRecordingSession({
    startedAtMs,
    nowMs,
    serial: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
    createEncoder: createOpusEncoder,
    queue,
    encodeChunk: (entries) => encodeEntries(entries, (text) => textEncoder.encode(text)),
    emit: (event) => report({ kind: 'event', event }),
    onBroken: proof.onBroken,
    askEnergy: () => report({ kind: 'askEnergy' }),
    wait,
  });
  const ticking = setInterval(() => {
    session.onTick();
    proof.onTick(nowMs());
  }, tickMs);
  const readers = new Map<Side, () => void>();
  const hear = ({ side, sound, atMs }: TrackOrder) => {
    readers.get(side)?.();
    readers.delete(side);
    session.onTrack(side, sound !== null, atMs);
    if (!sound) return;
    const stopReading = readTrack(sound, {
      nowMs,
      wait,
      onSound: (samples, atMs) => session.onSound(side, samples, atMs),
      onIdle: session.write,
      onEnd: () => session.onTrack(side, false, nowMs()),
    });
    readers.set(side, stopReading);
  };

  const stop = async (endedAtMs: number) => {
    const orderedAtMs = nowMs();
    session.endsAt(endedAtMs);
    while (nowMs() - orderedAtMs < lastSoundMs && !session.isCompleteUntil(endedAtMs))
      await wait(lastSoundStepMs);
    clearInterval(ticking);
    for (const stopReading of readers.values()) stopReading();
    const { durationMs } = await session.finish(endedAtMs);
    await queue.drained();
    const code = queue.givenUp();
    if (code) report({ kind: 'stopFailed', code });
    else report({ kind: 'stopped', chunkCount: queue.count(), durationMs });
    control.close();
  };

  control.onmessage = ({ data }: MessageEvent<SessionOrder>) => {
    if (data.kind === 'beginMark') session.beginMark(data.mark);
    else if (data.kind === 'endMark') session.endMark(data.mark);
    else if (data.kind === 'energy') session.onEnergy(data.energy);
    else if (data.kind === 'track') hear(data);
    else if (data.kind === 'soundFailed') proof.onBroken();
    else void stop(data.endedAtMs);
  };
}
