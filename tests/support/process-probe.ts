import type { HeldMemory, Order } from './probed-process.ts';

/**
 * Loaded into a process under test (`node --expose-gc --import …`). On `held` it answers with what the process holds after a full
 * collection; on `break` it throws an error out of nobody's work. The channel does not keep the process alive.
 */
process.on('message', (order: Order) => {
  if (order === 'break') {
    setImmediate(() => {
      throw new TypeError('broken by a test');
    });
    return;
  }
  // Twice: what the first one finalises (sockets, buffers) is let go by the second.
  globalThis.gc?.();
  setImmediate(() => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    const held: HeldMemory = { heapUsed, external };
    process.send?.(held);
  });
});
process.channel?.unref();
