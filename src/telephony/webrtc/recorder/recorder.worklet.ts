import {
  type AudioBlock,
  blockFrames,
  processorName,
  type WorkletOrder,
  type WorkletReport,
} from './messages.ts';

/**
 * Copies its two inputs (0 the agent's microphone, 1 the citizen) into blocks of 40 ms and posts them straight to the
 * worker. An input without a connection is zeros, so that holds and track swaps leave no hole.
 */
class RecorderProcessor extends AudioWorkletProcessor {
  #port: MessagePort | null = null;
  #agent = new Float32Array(blockFrames);
  #citizen = new Float32Array(blockFrames);
  #filled = 0;
  #stopped = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<WorkletOrder>) => {
      if (data.kind === 'start') this.#port = data.port;
      else this.#stop();
    };
  }

  process(inputs: Float32Array<ArrayBuffer>[][]): boolean {
    if (this.#stopped) return !this.#end(inputs);
    // Before the port has come, time is the worker's: it fills up what the first block lacks.
    if (!this.#port) return true;
    const frames = 128;
    copyMono(inputs[0], this.#agent, this.#filled, frames);
    copyMono(inputs[1], this.#citizen, this.#filled, frames);
    this.#filled += frames;
    if (this.#filled >= blockFrames) this.#post();
    return true;
  }

  #post(): void {
    const agent = this.#agent.slice(0, this.#filled);
    const citizen = this.#citizen.slice(0, this.#filled);
    const block: AudioBlock = { renderedAt: Date.now(), agent, citizen };
    this.#port?.postMessage(block, [agent.buffer, citizen.buffer]);
    this.#filled = 0;
  }

  /** Chromium keeps a node for ever whose processor ends while something is connected to it. */
  #end(inputs: readonly unknown[][]): boolean {
    if (inputs.some((channels) => channels.length > 0)) return false;
    const report: WorkletReport = 'ended';
    this.port.postMessage(report);
    return true;
  }

  #stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#post();
    this.#port?.postMessage(null);
  }
}

/** Averages the channels of one input into `target`. */
function copyMono(
  channels: readonly Float32Array[] | undefined,
  target: Float32Array,
  offset: number,
  frames: number,
): void {
  const count = channels?.length ?? 0;
  for (let index = 0; index < frames; index += 1) {
    let sum = 0;
    for (let channel = 0; channel < count; channel += 1) sum += channels?.[channel]?.[index] ?? 0;
    target[offset + index] = count > 1 ? sum / count : sum;
  }
}

registerProcessor(processorName, RecorderProcessor);
