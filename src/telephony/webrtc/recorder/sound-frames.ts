/** Rate of the recording. */
export const sampleRate = 48_000;

/** Frames per millisecond at that rate. */
export const framesPerMs = sampleRate / 1000;

/** Some frames of the recording's time line. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
