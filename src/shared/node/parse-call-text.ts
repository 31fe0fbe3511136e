/** The deepest honest call (a ticket with its citations) has 8 levels. */
const maxDepth = 32;
/** The longest honest one (a call with 1000 tickets) has 1100 values. */
const maxValues = 10_000;

/**
 * JSON that came from the network. Throws `SyntaxError` for what is none, and for what has more values or is nested deeper than
 * any call: it would be read without harm here, and then keep, or end, whoever writes, checks or compares it later.
 */
export function parseCallText(text: string): unknown {
  const value: unknown = JSON.parse(text);
  let level: readonly unknown[] = [value];
  let count = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    count += level.length;
    if (depth > maxDepth || count > maxValues) throw new SyntaxError('larger than any call');
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
  }
  return value;
}
