/** `text` with each of `words` marked. */
export function MarkedText({
  text,
  words,
}: {
  readonly text: string;
  readonly words: readonly string[];
}) {
  const wanted = words.filter((word) => word !== '').toSorted((a, b) => b.length - a.length);
  if (wanted.length === 0) return text;
  const pattern = new RegExp(`(${wanted.map(escapePattern).join('|')})`, 'giu');
  return text
    .split(pattern)
    .map((part, index) => (index % 2 === 1 ? <mark key={`${index}:${part}`}>{part}</mark> : part));
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
