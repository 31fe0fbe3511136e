import { z } from 'zod';
import { procedure } from '../base.ts';
import { phoneCommandSchema } from './schemas.ts';

/** Resolves when the phone page has carried it out; fails with `phone.*`, `sip.*` or `media.*` codes. */
export const phoneDeskContract = procedure.input(phoneCommandSchema).output(z.void());
