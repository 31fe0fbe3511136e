import { z } from 'zod';
import { keptText } from './kept.ts';

/** The user part of this desk's SIP Contact: made once, then the same for ever, so that its old bindings are its own. */
export const keptContactUser = keptText('phone.contactUser', z.string().regex(/^[0-9a-f]{16}$/), {
  fallback: null,
});
