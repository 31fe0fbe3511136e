/**
 * What is dialled before a number to choose a carrier: IP telephony (`179xx`), mobile IP (`12593`, `12583x`, the second
 * number of one phone), other carriers (`118xx`, `10193`). Told from a mobile of the same beginning by what follows: a
 * number that is whole by itself, or a trunk's 0 with more digits behind it than a mobile or a landline has room for
 * (`179 0000 0000`, `10 1930 0000` are whole numbers).
 */
const carrier =
  /^(?:179\d{2}|12593|12583[1-3]?|118\d{2}|10193)(?=\+|(?:0\d|86)\d{5}|1[3-9]\d{9}$|100\d{8}$)/;

/** Number shown or not for this one call: `*31#`, `#31#` (3GPP TS 22.030), `*67` and `*82` of other exchanges. */
const shownOrNot = /^(?:[*#]3[01][#*]|\*(?:65|67|82)[#*]?)(?=\+?\d{3})/;

/**
 * `digits` without the one service code in front of the number proper (`17951`, `#31#`); unchanged when there is none.
 * Expects digits without anything between them.
 */
export function withoutDialPrefix(digits: string): string {
  return digits.replace(shownOrNot, '').replace(carrier, '');
}
