import { uriOfAddress } from './grammar.ts';

/** An address taken apart without asking whether each character was allowed there. */
export interface LooseAddress {
  /** Without its quotes; may be empty. */
  readonly name: string;
  readonly uri: string;
  readonly tag: string | null;
  readonly expires: string | null;
}

const quotedName = /^\s*"((?:[^"\\]|\\.)*)"\s*(?=<)/su;
const bare = /^\s*([A-Za-z][A-Za-z0-9+.-]*:[^\s;,<>"]+)(.*)$/su;
const sipUri =
  /^sips?:(?:[^\s<>"@]*@)?(?:\[[^\s<>"\]]+\]|[^\s<>"@;?:[\]]+)(?::\d{1,5})?(?:[;?][^\s<>"]*)?$/iu;
const otherUri = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+$/u;
const paramOf = (params: string, name: string) =>
  new RegExp(`;\\s*${name}\\s*=\\s*"?([A-Za-z0-9.!%*_+\`'~-]+)`, 'i').exec(params)?.[1] ?? null;

/**
 * Reads a name-addr or addr-spec as PBXs in the field write it: names without quotes in any script, hosts with underscores,
 * zones in IPv6 addresses, parameters of any form. `null` when nobody could say which address is meant.
 */
export function readLoosely(text: string): LooseAddress | null {
  const quoted = quotedName.exec(text);
  const rest = quoted ? text.slice(quoted[0].length) : text;
  const open = rest.search(/<\s*[A-Za-z][A-Za-z0-9+.-]*:/u);
  const close = rest.indexOf('>', open);
  const isBracketed = open >= 0 && close > open;
  const name = quoted?.[1]?.replace(/\\(.)/gsu, '$1') ?? (isBracketed ? rest.slice(0, open) : '');
  // A quote that is never closed may have swallowed anything (RFC 4475 §3.1.2.6).
  if (!quoted && name.includes('"')) return null;
  const [, bareUri = '', bareParams = ''] = isBracketed ? [] : (bare.exec(rest) ?? []);
  const uri = isBracketed ? rest.slice(open + 1, close) : bareUri;
  const params = isBracketed ? rest.slice(close + 1) : bareParams;
  if (!(/^sips?:/i.test(uri) ? sipUri : otherUri).test(uri)) return null;
  return {
    name: name.trim(),
    uri,
    tag: paramOf(params, 'tag'),
    expires: paramOf(params, 'expires'),
  };
}

/** The URI of an address that is right by the letter, or else (`isLoose`) that can be made out. */
export function uriIn(address: string, isLoose: boolean): string | null {
  return uriOfAddress(address) ?? (isLoose ? (readLoosely(address)?.uri ?? null) : null);
}
