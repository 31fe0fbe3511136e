/** A length of bytes in words: `820 KB`, `3.4 MB`. */
export function sizeText(byteLength: number): string {
  if (byteLength < 1024 * 1024) return `${Math.max(1, Math.round(byteLength / 1024))} KB`;
  return `${(byteLength / 1024 / 1024).toFixed(1)} MB`;
}
