import { createHash, randomInt } from 'node:crypto';

/** Crockford's alphabet: no letter that is taken for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 16;
const howMany = 10;

/** Ten codes of 80 random bits, each for one sign-in without the telephone: `7K3M-…`. Shown once, kept as hashes. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: howMany }, () => {
    const letters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
    return letters.replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** What is kept of a code as it was typed; `null` = it is none. Random, so a plain hash is enough, as for tokens. */
export function recoveryHash(typed: string): string | null {
  const read = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (read.length !== length || [...read].some((letter) => !alphabet.includes(letter))) return null;
  return createHash('sha256').update(read).digest('hex');
}
