import { cleanLine } from '../../shared/clean-text.ts';

/** What has to be taken letter by letter. */
const exact = new Set(['secret', 'credential', 'username']);
/** What people read: full-width letters belong to it. */
const shown = new Set(['name', 'displayName']);

/**
 * A part of `desk.json` as it was meant: blanks around a value and characters that nobody sees, which come along when it is
 * copied from a letter or a chat, are left out, and full-width letters of addresses and numbers become plain ones.
 * Passwords stay as they are.
 */
export function tidyValues(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    if (exact.has(name)) return value;
    const clean = cleanLine(value).trim();
    return shown.has(name) ? clean : clean.normalize('NFKC').trim();
  }
  if (Array.isArray(value)) return value.map((one) => tidyValues(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, tidyValues(one, key)]));
}
