/** A telephone number as a PBX delivered it, read once at the edge by `shared/numbers/phone-number.ts`. */
export interface CallerNumber {
  /** As received, e.g. `019900000123`. */
  readonly raw: string;
  /**
   * What tickets are looked up by: E.164 for mobile, landline and foreign numbers (`+8619900000123`, `+862700000456`),
   * the bare digits for service numbers and extensions, `null` for anonymous and unreadable ones.
   */
  readonly key: string | null;
  /** For people: `199 0000 0123`, `027 0000 0456`, `匿名`. */
  readonly display: string;
  readonly kind:
    | 'mobile'
    | 'landline'
    | 'service'
    | 'extension'
    | 'foreign'
    | 'anonymous'
    | 'unknown';
}

/** Blanks and strokes between two digits, covered or not: as somebody has grouped them. */
const grouping = /(?<=[\p{Nd}*])[\s-]+(?=[\p{Nd}*])/gu;

/**
 * `199 0000 0123` → `199****0123`: the one form in which a number is covered, however it was grouped. Lists show this; the
 * whole number shows only in the call it belongs to. Digits of any script count. Six digits and more may be somebody's; what
 * is shorter is a house or service number.
 */
export function maskNumber(display: string): string {
  const isDigit = (c: string) => /\p{Nd}/u.test(c);
  const digits = [...display].filter(isDigit).length;
  if (digits < 6) return display;
  const shownAtEnd = digits < 8 ? 2 : 4;
  let seen = 0;
  const covered = [...display].map((c) => {
    if (!isDigit(c)) return c;
    seen += 1;
    return seen > digits - shownAtEnd - 4 && seen <= digits - shownAtEnd ? '*' : c;
  });
  return covered.join('').replace(grouping, '');
}
