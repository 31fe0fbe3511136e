const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A text as characters that fit into any token. */
export function toHex(text: string): string {
  let hex = '';
  for (const byte of new TextEncoder().encode(text)) hex += pairs[byte];
  return hex;
}

/** The text again, if it is without control characters, spaces, quotes and brackets, so that it can break out of no address. */
export function fromHex(hex: string): string | null {
  const text = decoded(hex);
  return text !== null && /^[^\p{C}\s"<>]*$/u.test(text) ? text : null;
}

/** The text again, if it is one line. */
export function lineFromHex(hex: string): string | null {
  const text = decoded(hex);
  return text !== null && !/[^\P{Cc}\t]/u.test(text) ? text : null;
}

function decoded(hex: string): string | null {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
