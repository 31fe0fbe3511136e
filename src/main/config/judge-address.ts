/** What may be said about an address from `desk.json` before anything is sent there. */
export type AddressVerdict =
  /** Encrypted, or it does not leave this PC. `url` is its one normal spelling. */
  | { readonly kind: 'safe'; readonly url: string }
  /** Passwords, tokens and talk would travel readable by everybody in the network. */
  | { readonly kind: 'plain'; readonly url: string }
  | { readonly kind: 'unfit'; readonly why: string };

/**
 * Judges an address as the WHATWG URL standard reads it, which is also how it is used: decimal and short IPv4, upper
 * case and full-width letters are normal by then. Loopback is 127.0.0.0/8, `::1`, both also as IPv4-mapped IPv6, and
 * `localhost` (RFC 6761 §6.3); `0.0.0.0` and names that only look like it are not.
 */
export function judgeAddress(
  text: string,
  schemes: { plain: string; safe: string },
): AddressVerdict {
  if (!URL.canParse(text)) return unfit(`不是完整的地址，应像 ${schemes.safe}://主机名/路径`);
  const url = new URL(text);
  const scheme = url.protocol.slice(0, -1);
  if (scheme !== schemes.plain && scheme !== schemes.safe)
    return unfit(`应以 ${schemes.safe}:// 开头`);
  if (url.username !== '' || url.password !== '' || /^[^/]*[/\\]{2}[^/\\?#]*@/.test(text.trim()))
    return unfit('地址里不能有用户名、密码或 @，请删去');
  // Also a bare one: it stays in the spelling, and what is put behind it would never be a path.
  if (text.includes('#')) return unfit('地址里不能有 #，请删去它和后面的部分');
  if (schemes.safe === 'https' && text.includes('?'))
    return unfit('地址里不能有 ?，请删去它和后面的部分');
  const safe = scheme === schemes.safe || isLoopback(url.hostname);
  return { kind: safe ? 'safe' : 'plain', url: url.href };
}

function isLoopback(hostname: string): boolean {
  if (/^localhost\.?$/.test(hostname)) return true;
  // IPv4 in an IPv6 address is written as two hexadecimal groups by then.
  if (hostname === '[::1]' || /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(hostname))
    return true;
  return /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function unfit(why: string): AddressVerdict {
  return { kind: 'unfit', why };
}
