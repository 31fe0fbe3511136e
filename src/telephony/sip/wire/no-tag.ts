import { hasTag } from './message-rules.ts';

/**
 * The tag of a far side that has none, as RFC 2543 allowed (RFC 3261 §12.1.2: it counts as null): sip.js has no dialogs with such
 * a one. Inside it has this name, and none on the wire.
 */
const none = 'none.tag.wire.invalid';

/** `address` with this tag; without one, and `isNeeded`, with the name of no tag. */
export function tagOrNone(address: string, tag: string | undefined, isNeeded: boolean): string {
  if (tag !== undefined) return `${address};tag=${tag}`;
  return isNeeded && !hasTag(address) ? `${address};tag=${none}` : address;
}

/** Takes the made tag out of what we send. */
export function originalTags(head: string): string {
  return head.replaceAll(`;tag=${none}`, '');
}
