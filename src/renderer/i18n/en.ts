import { enAudit } from './en-audit.ts';
import { enWindow } from './en-window.ts';
import { enAgent } from './en-agent.ts';
import { enFrame } from './en-frame.ts';
import { enLines } from './en-lines.ts';
import { enListening } from './en-listening.ts';
import { enSeat } from './en-seat.ts';
import { enSound } from './en-sound.ts';
import { enWork } from './en-work.ts';

/** English, the second language. Errors and domain words that come from the host stay Chinese. */
export const en = {
  ...enFrame,
  ...enWork,
  ...enListening,
  ...enAgent,
  ...enSeat,
  ...enSound,
  ...enWindow,
  ...enAudit,
  ...enLines,
};
