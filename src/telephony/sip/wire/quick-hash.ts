/** A short name for a text: the same text, the same name (two 32-bit FNV-1a runs). Not for secrets. */
export function quickHash(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    first = Math.imul(first ^ text.charCodeAt(at), 0x01000193);
    second = Math.imul(second ^ text.charCodeAt(text.length - 1 - at), 0x01000193);
  }
  return (first >>> 0).toString(36) + (second >>> 0).toString(36);
}
