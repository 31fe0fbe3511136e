/** Runs `run` once after `delayMs` milliseconds; returns the way to call it off. Handed in, so that tests own time. */
export type SetTimer = (run: () => void, delayMs: number) => () => void;
