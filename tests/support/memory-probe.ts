import type { HeldMemory } from './held-memory.ts';

/**
 * Loaded into a process under test (`node --expose-gc --import …`): answers each message of its parent with what it holds after
 * a full collection. The channel does not keep the process alive.
 */
process.on('message', () => {
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
