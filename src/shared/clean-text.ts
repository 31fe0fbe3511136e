/**
 * What nobody sees and what only steers how text is shown: control and format characters (zero width, bidirectional
 * overrides, soft hyphen, tags), lone surrogates and non-characters. Left in, they reverse a name on the screen, make two
 * equal numbers differ, or break a protocol line. A variation selector behind a Han character picks the form in which a
 * name is written, and stays.
 */
const unseen =
  /(?<!\p{Script=Han})[\u{E0100}-\u{E01EF}]|(?![\u{E0100}-\u{E01EF}])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Every way in which text says "next line" (Unicode UAX #14: BK, CR, LF, NL). */
const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu;

/** More marks on one letter than any script needs only paint over the neighbouring lines. */
const pileOfMarks = /(\p{M}{4})\p{M}+/gu;

/**
 * One line of text from outside (the telephone line, a pasted word, another program), as it may be kept and shown: line
 * breaks and tabs become blanks, what is not seen is left out. Idempotent. Nothing that can be seen is changed; blanks at
 * the ends stay, because people type them on the way to the next word.
 */
export function cleanLine(text: string): string {
  return withoutUnseen(text.replace(lineBreak, ' '));
}

/** As `cleanLine`, for text of several lines: every kind of line break becomes `\n`. */
export function cleanLines(text: string): string {
  return text.split(lineBreak).map(withoutUnseen).join('\n');
}

/** The first `length` UTF-16 units, never half a character. */
export function clip(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

function withoutUnseen(text: string): string {
  return text.replaceAll('\t', ' ').replace(unseen, '').replace(pileOfMarks, '$1');
}
