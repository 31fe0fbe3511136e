/**
 * A key that has done its work and is still held does nothing more until it is let go: the focus may stand somewhere else by now, and
 * its repetitions are not meant for that.
 */
export function keepHeldKey(key: string): void {
  const over = new AbortController();
  const { signal } = over;
  const swallow = (event: KeyboardEvent) => {
    if (event.key !== key) return;
    if (!event.repeat) return over.abort();
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('keydown', swallow, { capture: true, signal });
  window.addEventListener('keyup', ({ key: up }) => up === key && over.abort(), {
    capture: true,
    signal,
  });
  // Let go in another window, which this one is not told of.
  window.addEventListener('blur', () => over.abort(), { signal });
}
