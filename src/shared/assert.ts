/** Throws when a fact that the programmer relies on does not hold. For programming errors, never for input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
