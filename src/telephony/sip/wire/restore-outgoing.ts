import { originalAddresses } from './foreign-address.ts';
import { originalLines } from './foreign-line.ts';
import { originalTags } from './no-tag.ts';
import { originalBranches } from './old-branch.ts';

/** Undoes in the headers of an outgoing message what `checkFrame` renamed for sip.js. */
export function restoreOutgoing(message: string): string {
  if (!message.includes('.wire.invalid') && !message.includes('z9hG4bKold-')) return message;
  const end = message.indexOf('\r\n\r\n');
  const head = end < 0 ? message : message.slice(0, end);
  const restored = originalBranches(originalLines(originalAddresses(originalTags(head))));
  return restored + message.slice(head.length);
}
