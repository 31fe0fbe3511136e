/**
 * An honest client beside an attack: asks again and again. Its times are those of this process as well, which carries out the attack:
 * an upper bound of what the server took.
 */
export function askMeanwhile(ask: () => Promise<unknown>, pauseMs = 50) {
  let isOver = false;
  let failures = 0;
  const times: number[] = [];
  const done = (async () => {
    while (!isOver) {
      const begun = performance.now();
      try {
        await ask();
        times.push(performance.now() - begun);
      } catch {
        failures += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  })();
  return {
    /** Ends it; the middle answer in ms. */
    async stop() {
      isOver = true;
      await done;
      const sorted = times.toSorted((one, other) => one - other);
      return { failures, medianMs: sorted[sorted.length >> 1] ?? 0 };
    },
  };
}
