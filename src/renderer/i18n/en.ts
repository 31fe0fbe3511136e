import { enAudit } from '../features/audit/words.en.ts';
import { enWindow } from '../features/settings/words.en.ts';
import { enAgent } from '../features/agents/words.en.ts';
import { enFrame } from './en-frame.ts';
import { enLines } from './en-lines.ts';
import { enListening } from '../features/recordings/words.en.ts';
import { enSeat } from './en-seat.ts';
import { enSound } from '../features/sound/words.en.ts';
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
