import { splitList } from './grammar.ts';
import { fromHex, toHex } from './hex-text.ts';
import { quickHash } from './quick-hash.ts';
import { type WireMessage, valueOf } from './wire-message.ts';

const branchParam = /;[ \t]*branch[ \t]*=[ \t]*([^\s;,]*)/i;
const made = /;branch=z9hG4bKold-[0-9a-z]+-([0-9a-f]*)/g;

/**
 * A Via value whose branch says which transaction it is, for requests of RFC 2543 peers (RFC 4475 §3.4.1) and those whose
 * branch is nothing but the cookie (§3.2.1). sip.js goes by the branch alone; the name is made of what RFC 3261
 * §17.2.3 says to compare. `null` when the branch is a true one.
 */
export function trueBranch({ request, headers }: WireMessage): string | null {
  const via = valueOf(headers, 'via');
  const [top = '', ...rest] = splitList(via);
  const branch = branchParam.exec(top)?.[1] ?? '';
  if (!request || /^z9hG4bK./i.test(branch)) return null;
  const fromTag = /;[ \t]*tag[ \t]*=[ \t]*([^\s;,]+)/i.exec(valueOf(headers, 'from'))?.[1];
  const cseq = valueOf(headers, 'cseq').split(/[ \t]/, 1)[0];
  const name = quickHash([request.uri, fromTag, valueOf(headers, 'call-id'), cseq, top].join('|'));
  const named = `${top.replace(branchParam, '')};branch=z9hG4bKold-${name}-${toHex(branch)}`;
  return [named, ...rest].join(', ');
}

/** Takes the made branch out of what we send: a response shows the Via as it came. */
export function originalBranches(head: string): string {
  return head.replace(made, (_whole, hex: string) => {
    const branch = fromHex(hex);
    return branch ? `;branch=${branch}` : '';
  });
}
