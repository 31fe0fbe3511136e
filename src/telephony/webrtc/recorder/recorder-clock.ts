/**
 * Chromium takes the origin from the PC's clock when a page or a worker first asks for it. Asked for while both are loaded, it is
 * the same for both: a worker that asks at the first call would stand apart by all that the clock was set meanwhile.
 */
const originMs = performance.timeOrigin;

/** Monotonic milliseconds, the same in the page and in its worker. */
export const nowMs = (): number => originMs + performance.now();
