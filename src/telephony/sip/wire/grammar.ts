/** Pieces of the grammar of RFC 3261 §25.1 as source of regular expressions; each is linear in the length of its input. */
export const token = "[A-Za-z0-9.!%*_+`'~-]+";
const quoted = String.raw`"(?:[^"\\\p{Cc}]|\t|\\[^\r\n])*"`;
const host = String.raw`(?:\[[0-9A-Fa-f:.]{2,64}\]|[A-Za-z0-9._-]{1,255})`;
/** gen-value, and the IPv6 addresses without brackets that RFC 5118 §4.5 wants accepted in `received`. */
const value = String.raw`(?:${quoted}|[A-Za-z0-9.!%*_+\x60'~:[\]/-]*)`;
const params = String.raw`(?:[ \t]*;[ \t]*${token}(?:[ \t]*=[ \t]*${value})?)*[ \t]*`;

const nameAddr = new RegExp(
  String.raw`^(?:${quoted}|${token}(?:[ \t]+${token})*)?[ \t]*<([^<>\s"]+)>${params}$`,
  'u',
);
const addrSpec = new RegExp(String.raw`^([^<>\s";,?]+)${params}$`, 'u');
const viaParm = new RegExp(
  String.raw`^SIP[ \t]*/[ \t]*2\.0[ \t]*/[ \t]*${token}[ \t]+${host}(?:[ \t]*:[ \t]*\d{1,5})?${params}$`,
  'u',
);
/** Hosts and parameters of any form, as long as it is clear where each ends. */
const looseViaParm =
  /^SIP[ \t]*\/[ \t]*2\.0[ \t]*\/[ \t]*[^\s;,"/]+[ \t]+[^\s;,"<>]+(?:[ \t]*:[ \t]*\d{1,5})?(?:[ \t]*;[ \t]*[^\s;,"=]+(?:[ \t]*=[ \t]*(?:"[^"]*"|[^\s;,"]*))?)*[ \t]*$/u;
const sipRest = new RegExp(
  String.raw`^(?:((?:[A-Za-z0-9_.!~*'()&=+$,;?/:-]|%[0-9A-Fa-f]{2})+)@)?${host}(?::\d{1,5})?(?:;[^\s<>"?@]*)?(\?[^\s<>"@]*)?$`,
);
const anyUri = /^[A-Za-z][A-Za-z0-9+.-]{0,31}:[^\s<>"]+$/;

export interface UriFacts {
  readonly scheme: string;
  /** Header fields after `?`: allowed in a Contact, not in a Request-URI (§19.1.1). */
  readonly hasHeaders: boolean;
}

/** `null` when it is no URI. An IPv6 address of a SIP URI needs its brackets (RFC 5118 §4.2). */
export function readUri(uri: string): UriFacts | null {
  if (!anyUri.test(uri)) return null;
  const scheme = uri.slice(0, uri.indexOf(':')).toLowerCase();
  if (scheme !== 'sip' && scheme !== 'sips') return { scheme, hasHeaders: false };
  const match = sipRest.exec(uri.slice(scheme.length + 1));
  return match && { scheme, hasHeaders: match[2] !== undefined };
}

/** The URI of a name-addr or addr-spec with parameters; `null` when it is neither. */
export function uriOfAddress(address: string): string | null {
  const uri = (nameAddr.exec(address) ?? addrSpec.exec(address))?.[1];
  return uri !== undefined && readUri(uri) ? uri : null;
}

export function isVia(text: string): boolean {
  return viaParm.test(text);
}

export function isLooseVia(text: string): boolean {
  return viaParm.test(text) || looseViaParm.test(text);
}

/** Splits a comma-separated header value; commas within quotes or angle brackets belong to the element. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let inQuotes = false;
  let inBrackets = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inQuotes && character === '\\') at += 1;
    else if (character === '"') inQuotes = !inQuotes;
    else if (!inQuotes && character === '<') inBrackets = true;
    else if (!inQuotes && character === '>') inBrackets = false;
    else if (character === ',' && !inQuotes && !inBrackets) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}
