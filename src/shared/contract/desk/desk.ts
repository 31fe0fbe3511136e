import { eventIterator, type } from '@orpc/contract';
import { procedure } from '../base.ts';
import type { DeskNews } from './desk-news.ts';
import { hostInfoSchema } from './schemas.ts';

/**
 * The desk as a whole: what the host is, and everything that changes. What is pushed has been judged where it came in (phone, hub,
 * store) and goes to a page of the same build, so that it is checked by its type alone (ADR 0236).
 */
export const deskContract = {
  info: procedure.output(hostInfoSchema),
  watch: procedure.output(eventIterator(type<DeskNews>())),
};
