import { enParts } from '../parts/words.en.ts';
import { enCallBar } from '../features/call-bar/words.en.ts';
import { enCaller } from '../features/caller/words.en.ts';
import { enCalls } from '../features/calls/words.en.ts';
import { enKnowledge } from '../features/knowledge/words.en.ts';
import { enProblems } from '../features/problems/words.en.ts';
import { enRail } from '../features/rail/words.en.ts';
import { enSeat } from '../features/seat/words.en.ts';
import { enSession } from '../features/session/words.en.ts';
import { enStatusBar } from '../features/status-bar/words.en.ts';
import { enTickets } from '../features/tickets/words.en.ts';
import { enAgents } from '../features/agents/words.en.ts';
import { enAudit } from '../features/audit/words.en.ts';
import { enRecordings } from '../features/recordings/words.en.ts';
import { enSettings } from '../features/settings/words.en.ts';
import { enSound } from '../features/sound/words.en.ts';
import type { Words } from '../parts/words.ts';
import type { zhCn } from './zh-cn.ts';

/** English, the second language. Errors and domain words that come from the host stay Chinese. */
export const en: Words<typeof zhCn> = {
  ...enParts,
  ...enCallBar,
  ...enCaller,
  ...enCalls,
  ...enKnowledge,
  ...enProblems,
  ...enRail,
  ...enSeat,
  ...enSession,
  ...enStatusBar,
  ...enTickets,
  ...enAgents,
  ...enAudit,
  ...enRecordings,
  ...enSettings,
  ...enSound,
};
