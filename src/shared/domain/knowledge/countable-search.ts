/** Of a searched text no more is told. */
const longest = 40;

/**
 * A searched text as it may be counted for the whole office; `null` = it is not to be told. A telephone number, a meter number or
 * the name of a citizen (`names`) never leaves the desk in it.
 */
export function countableSearch(text: string, names: readonly string[]): string | null {
  const line = text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  if (line.length < 2 || line.length > longest) return null;
  const digits = line.replace(/[\s\-－—·.]/g, '');
  if (/\d{5,}/.test(digits)) return null;
  const isNamed = names.some(
    (name) => name.trim().length >= 2 && line.includes(name.trim().toLowerCase()),
  );
  return isNamed ? null : line;
}
