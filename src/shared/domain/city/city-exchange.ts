import type { AttachmentType } from '../tickets/ticket-work.ts';

/** What the hub and another system have said to each other, as it is listed. */

/**
 * With whom: the city platform, the office of 110 linkage, the gateway of short messages, Smart Water, another program with a token of
 * its own. The last two ask the hub (`/open/v1`); nobody is asked by it.
 */
export const exchangeSystems = ['city', 'linkage110', 'sms', 'smartWater', 'client'] as const;
export type ExchangeSystem = (typeof exchangeSystems)[number];

/** Who said it: the other system to us, or we to it. */
export const exchangeDirections = ['in', 'out'] as const;
export type ExchangeDirection = (typeof exchangeDirections)[number];

/**
 * waiting = to be tried again; done = carried out, or known already; refused = read and not wanted, by us or by the other side;
 * unreadable = nobody can tell what it says.
 */
export const exchangeStates = ['waiting', 'done', 'refused', 'unreadable'] as const;
export type ExchangeState = (typeof exchangeStates)[number];

/** A file of a message. waiting = its message was not carried out yet, or not delivered; done = attached, or handed over; refused = not. */
export const exchangeFileStates = ['waiting', 'done', 'refused'] as const;

/** What came of one file of a message, without its bytes. */
export interface ExchangeFile {
  readonly fileName: string;
  /** `null` = nobody can tell, or there were no bytes. */
  readonly mediaType: AttachmentType | null;
  readonly byteLength: number | null;
  /** Of what left, or came: lower-case hex. */
  readonly sha256: string | null;
  readonly state: (typeof exchangeFileStates)[number];
  /** Why not: a code of ours, or the other side's words; of a link, which is never followed, the link. */
  readonly detail: string;
  /** Under which id it is kept at the hub; absent = it is not. */
  readonly attachmentId?: string | undefined;
}

/** Is there a file that somebody has to look after? */
export function isWrong(files: readonly ExchangeFile[]): boolean {
  return files.some(({ state }) => state === 'refused');
}
