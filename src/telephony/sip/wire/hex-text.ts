/** A text as characters that fit into any token. */
export function toHex(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** The text again, if it is printable ASCII without quotes and brackets, so that it can break out of no header. */
export function fromHex(hex: string): string | null {
  const text = (hex.match(/../g) ?? [])
    .map((pair) => String.fromCharCode(Number.parseInt(pair, 16)))
    .join('');
  return /^[!#-;=?-~]*$/.test(text) ? text : null;
}
