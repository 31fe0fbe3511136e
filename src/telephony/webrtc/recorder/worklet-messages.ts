/** Frames (48 kHz) of one block from worklet to worker: 40 ms, fifteen render quanta. */
export const blockFrames = 1920;

/** Name under which the worklet registers its processor. */
export const processorName = 'hotline-recorder';

/** Worklet → worker, over their own port. `null`: the worklet has stopped, nothing follows. */
export type AudioBlock = {
  /** When its last frame was rendered, by the wall clock: an audio worklet has no other. */
  readonly renderedAt: number;
  readonly agent: Float32Array<ArrayBuffer>;
  readonly citizen: Float32Array<ArrayBuffer>;
} | null;

/** Page → worklet: first where blocks go, later that it is over. */
export type WorkletOrder =
  | { readonly kind: 'start'; readonly port: MessagePort }
  | { readonly kind: 'stop' };

/** Worklet → page, its only word: the processor has ended and its graph may be closed. */
export type WorkletReport = 'ended';
