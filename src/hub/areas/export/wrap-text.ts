/** How wide a text is, in em. */
export type WidthOf = (character: string) => number;

/**
 * Breaks a text into lines of at most `width` (in the unit of `widthOf`), at any character, as Chinese is set; a line break in the text
 * is one. Of more than `most` lines the last one says how many characters are left out.
 */
export function wrapText(
  text: string,
  { width, most, widthOf }: { readonly width: number; readonly most: number; widthOf: WidthOf },
): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    let used = 0;
    for (const character of paragraph) {
      const wide = widthOf(character);
      if (used + wide > width && line !== '') {
        lines.push(line);
        [line, used] = ['', 0];
      }
      line += character;
      used += wide;
    }
    lines.push(line);
  }
  if (lines.length <= most) return lines;
  const left = [...lines.slice(most - 1).join('')].length;
  return [...lines.slice(0, most - 1), `…余 ${left} 字见系统`];
}
