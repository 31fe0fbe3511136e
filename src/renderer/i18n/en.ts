import { enWindow } from './en-window.ts';
import { enFrame } from './en-frame.ts';
import { enListening } from './en-listening.ts';
import { enSeat } from './en-seat.ts';
import { enWork } from './en-work.ts';

/** English, the second language. Errors and domain words that come from the host stay Chinese. */
export const en = { ...enFrame, ...enWork, ...enListening, ...enSeat, ...enWindow };
