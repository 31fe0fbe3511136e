import { enFrame } from './en-frame.ts';
import { enWork } from './en-work.ts';

/** English, the second language. Errors and domain words that come from the host stay Chinese. */
export const en = { ...enFrame, ...enWork };
