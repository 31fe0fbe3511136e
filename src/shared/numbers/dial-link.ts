import { dialableDigits } from './number-to-dial.ts';

/** The links of other programs that name somebody to call. */
export const dialLinkSchemes = ['tel', 'sip', 'sips'] as const;

/**
 * The number of a `tel:` (RFC 3966) or `sip:`/`sips:` link (RFC 3261 §19.1), as digits that a phone can dial; `null` when
 * there is none. Parameters, headers, passwords, digits to be sent after the answer (`p801`) and visual separators are left
 * out: a link never brings more than a number.
 */
export function numberOfDialLink(link: string): string | null {
  const match = /^(tel|sips?):(?:\/\/)?([^?#]*)/i.exec(link.trim());
  if (!match) return null;
  const [, scheme = '', rest = ''] = match;
  const user = decoded(scheme.toLowerCase() === 'tel' ? rest : userOf(rest));
  if (user === null || /\p{Cc}/u.test(user)) return null;
  return dialableDigits(user.split(';', 1)[0] ?? '');
}

/** User part without its password; empty when the link only names a host. */
function userOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : (address.slice(0, at).split(':', 1)[0] ?? '');
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
