import { maskNumber } from '../calls/caller-number.ts';

/** How many digits in a row, however they are grouped, may be somebody's number. */
const numberLength = 7;
/** Digits with single blanks or hyphens between them. */
const digitRun = /\p{Nd}(?:[ \-－—]?\p{Nd})+/gu;
/** `2026-06-12 09:41`: no number of anybody. */
const date = /^(?:19|20)\d{2}-\d{1,2}-\d{1,2}(?!\d)/;

/** Of whom a text may speak. */
export interface Citizen {
  readonly requesterName: string;
  readonly requesterNumber: string;
}

/** `张三` → `张*`: how a name stands where nobody has to call. */
export function coverName(name: string): string {
  const [first = '', ...rest] = name.trim();
  return first + '*'.repeat(Math.min(rest.length, 2));
}

/** A text in which the citizen's name, and whatever may be a number, are covered. */
export function coverText(text: string, { requesterName, requesterNumber }: Citizen): string {
  const own = digitsOf(requesterNumber);
  const isNumber = (run: string) => {
    const digits = digitsOf(run);
    if (own.length >= 6 && digits.includes(own)) return true;
    return digits.length >= numberLength && !date.test(run);
  };
  const covered = text.replace(digitRun, (run) => (isNumber(run) ? maskNumber(run) : run));
  const name = requesterName.trim();
  return [...name].length < 2 ? covered : covered.replaceAll(name, coverName(name));
}

/** In ASCII: an input method in full-width mode types `１３８`. */
function digitsOf(text: string): string {
  return text.normalize('NFKC').replaceAll(/\D/g, '');
}
