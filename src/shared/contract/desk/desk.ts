import { eventIterator } from '@orpc/contract';
import { procedure } from '../base.ts';
import { deskEventSchema, hostInfoSchema } from './schemas.ts';

/** The desk as a whole: what the host is, and everything that changes. */
export const deskContract = {
  info: procedure.output(hostInfoSchema),
  watch: procedure.output(eventIterator(deskEventSchema)),
};
