/** What only groups digits: blanks, dashes of every kind, brackets, dots, slashes. */
const grouping = /[\s\-‐-―−().·•/_[\]]/gu;

/** `text` without what only groups digits. */
export function withoutGrouping(text: string): string {
  return text.replace(grouping, '');
}

/** What spreadsheets put around a number to keep it as it is: `'199…`, `="199…"`. */
const wrapping = /^[\s='"`‘’“”]+|[\s'"`‘’“”]+$/gu;

/**
 * A table's cell as the number that was in it: `="199…"`, `'199…`, `19900000123.0`, `19,900,000,123`, `1.9900000123E+10`.
 * `1.39E+10` has lost digits and stays what it is: nobody can know them.
 */
export function withoutCellDress(text: string): string {
  const content = text.replace(wrapping, '');
  const whole = content.replace(/^(\d{1,3}(?:,\d{3}){3,})(?=(?:\.0{1,2})?$)/, (digits) =>
    digits.replaceAll(',', ''),
  );
  const [, first, fraction = '', exponent] = /^(\d)\.(\d+)E\+?(\d{1,2})$/i.exec(whole) ?? [];
  if (first !== undefined && fraction.length === Number(exponent)) return first + fraction;
  return whole.replace(/^(\+?\d{3,})\.0{1,2}$/, '$1');
}

const month = '(?:0?[1-9]|1[0-2])';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const year = '(?:19|20)\\d{2}';
const dateOrTime = new RegExp(
  [
    `(?<!\\d)${year}\\s*([-/.])\\s*${month}\\s*\\1\\s*${day}(?!\\d)`,
    `(?<!\\d)${year}年${month}月(?:${day}[日号])?`,
    `(?<!\\d)${month}([-/.])${day}\\2${year}(?!\\d)`,
    `(?<!\\d)\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\.\\d+)?(?!\\d)`,
  ].join('|'),
  'gu',
);

/** Dates, times of day and IPv4 addresses are digits too, and never a telephone number: each becomes `|`. */
export function withoutDates(text: string): string {
  const octet = '(?:0|[1-9]\\d{0,2})';
  return text
    .replace(dateOrTime, '|')
    .replace(new RegExp(`(?<![\\d.])${octet}(?:\\.${octet}){3}(?![\\d.])`, 'g'), '|');
}

const separator = '(?:转分机|转接|转|分机号?码?|内线|ext(?:ension|n)?\\.?|[xwp×#*,;])';
/** A number inside the house behind the one that is dialled: `转801`, `(分机:801)`, `ext. 801`, `#801`, `,,801#`, `w801`. */
const extension = new RegExp(`(?:[\\s(]*${separator}+[\\s:.]*\\d{1,6})+[\\s)]*[#*]*$|#+$`, 'iu');

/** The same behind a dash, or the last digits of a second line: `027-00000456-801`, `0711-0000456/7`. */
const tail = /^(.*\d)\s*[-‐-―−/]\s*\d{1,6}$/u;

/** The number before an extension that is said by a word or a sign, or a final `#`; `null` without one. */
export function beforeExtension(text: string): string | null {
  return extension.test(text) ? text.replace(extension, '') : null;
}

/** The number before a short group that hangs on a group of at least seven digits; `null` without one. */
export function beforeTail(text: string): string | null {
  const head = tail.exec(text)?.[1];
  return head !== undefined && /\d{7}\)?$/.test(head) ? head : null;
}

/** A run of digits with their grouping, not part of a Latin word; an extension may follow. */
const runOfDigits =
  /(?<![0-9A-Za-z*#+])\+?\(?\d[\d\s\-‐-―−().]{5,}\d(?=$|[^0-9A-Za-z*#]|(?:ext\.?|[xwp#*])\d{1,6}(?!\d))/giu;

/** What says that the digits behind it are a telephone's. */
const label = /(?:电话|座机|固话|联系方式|tel|phone)[^\d]{0,4}$/iu;

/** Digits found in a text, and whether their place says that they are a telephone number. */
export interface DigitsInText {
  readonly digits: string;
  readonly isToldByPlace: boolean;
}

/** Every run of digits in `text` that could be a number, the longest reading of each beginning first. */
export function* digitsIn(text: string): Generator<DigitsInText> {
  for (const match of text.matchAll(runOfDigits)) {
    const before = text.slice(0, match.index).trim();
    const isToldByPlace = before === '' || label.test(before);
    const head = beforeTail(match[0]);
    if (head !== null) yield { digits: withoutGrouping(head), isToldByPlace };
    const parts = match[0].split(/\s+/);
    for (const start of parts.keys()) {
      for (let end = parts.length; end > start; end -= 1) {
        const digits = withoutGrouping(parts.slice(start, end).join(''));
        const isOneGroup = end === 1 || end === parts.length;
        yield { digits, isToldByPlace: isToldByPlace && start === 0 && isOneGroup };
      }
    }
  }
}
