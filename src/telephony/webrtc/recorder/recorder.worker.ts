import { encodeEntries } from '../../../shared/recording/entries.ts';
import { createChunkQueue } from './chunk-queue.ts';
import { discardingSink, createFetchChunkSink } from './chunk-sink.ts';
import { createDeferred } from './deferred.ts';
import { createOpusEncoder } from './opus-encoder.ts';
import { createProofOfLife } from './proof-of-life.ts';
import type {
  HostKnownOrder,
  SessionOrder,
  SessionReport,
  StartOrder,
  AudioBlock,
} from './messages.ts';
import { createRecordingSession } from './recording-session.ts';
import { createRenderClock } from './render-clock.ts';

/**
 * Entry of the recorder's worker: serves all recordings of the phone page, each over its own two ports. Sound comes
 * straight from the worklet and goes straight to the host, so that a blocked page stops nothing.
 */
const tickMs = 100;
/** How long the worklet may take for its last block. */
const lastBlockMs = 300;

const nowMs = () => performance.timeOrigin + performance.now();
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const textEncoder = new TextEncoder();

let isHostKnown = true;

self.onmessage = ({ data }: MessageEvent<StartOrder | HostKnownOrder>) => {
  if ('isHostKnown' in data) isHostKnown = data.isHostKnown;
  else record(data);
};

function record(order: StartOrder): void {
  const { recordingId, startedAtMs, audio, control } = order;
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
  });
  const ticking = setInterval(() => {
    session.onTick();
    proof.onTick(nowMs());
  }, tickMs);
  const renders = createRenderClock({ nowMs, wallMs: Date.now });
  const lastBlock = createDeferred<void>();
  audio.onmessage = ({ data }: MessageEvent<AudioBlock>) => {
    if (data) session.onBlock(data, renders.momentOf(data.renderedAt));
    else lastBlock.resolve();
  };

  const stop = async () => {
    const endedAtMs = nowMs();
    await Promise.race([lastBlock.promise, wait(lastBlockMs)]);
    clearInterval(ticking);
    audio.close();
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
    else if (data.kind === 'graphFailed') proof.onBroken();
    else void stop();
  };
}
