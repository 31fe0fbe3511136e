/** The links of other programs that name somebody to call. */
export const dialLinkSchemes = ['tel', 'sip', 'sips'] as const;

const longest = 32;

/**
 * The number of a `tel:` (RFC 3966) or `sip:`/`sips:` link (RFC 3261 §19.1), as digits that a phone can dial; `null` when
 * there is none. Parameters, headers, passwords and visual separators are left out: a link never brings more than a number.
 */
export function numberOfDialLink(link: string): string | null {
  const match = /^(tel|sips?):(?:\/\/)?([^?#]*)/i.exec(link.trim());
  if (!match) return null;
  const [, scheme = '', rest = ''] = match;
  const user = scheme.toLowerCase() === 'tel' ? rest : userOf(rest);
  const number =
    decoded(user)
      ?.split(';', 1)[0]
      ?.replace(/[\s().-]/g, '') ?? '';
  return number.length <= longest && /^\+?[0-9*#]+$/.test(number) ? number : null;
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
