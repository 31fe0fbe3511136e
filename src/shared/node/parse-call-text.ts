/** The deepest honest call (a ticket with its citations) has 8 levels. */
const maxDepth = 32;

/**
 * JSON that came from the network. Throws `SyntaxError` for what is none, and for what is nested deeper than any call: it would
 * be read without harm here, and end a recursion in whoever writes, checks or compares it later.
 */
export function parseCallText(text: string): unknown {
  const value: unknown = JSON.parse(text);
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw new SyntaxError('nested too deep');
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
  }
  return value;
}
