import { enAgents } from '../features/agents/words.en.ts';
import { zhCnAgents } from '../features/agents/words.zh-cn.ts';
import { enAudit } from '../features/audit/words.en.ts';
import { zhCnAudit } from '../features/audit/words.zh-cn.ts';
import { enCallBar } from '../features/call-bar/words.en.ts';
import { zhCnCallBar } from '../features/call-bar/words.zh-cn.ts';
import { enCaller } from '../features/caller/words.en.ts';
import { zhCnCaller } from '../features/caller/words.zh-cn.ts';
import { enCalls } from '../features/calls/words.en.ts';
import { zhCnCalls } from '../features/calls/words.zh-cn.ts';
import { enKnowledge } from '../features/knowledge/words.en.ts';
import { zhCnKnowledge } from '../features/knowledge/words.zh-cn.ts';
import { enProblems } from '../features/problems/words.en.ts';
import { zhCnProblems } from '../features/problems/words.zh-cn.ts';
import { enRail } from '../features/rail/words.en.ts';
import { zhCnRail } from '../features/rail/words.zh-cn.ts';
import { enRecordings } from '../features/recordings/words.en.ts';
import { zhCnRecordings } from '../features/recordings/words.zh-cn.ts';
import { enSeat } from '../features/seat/words.en.ts';
import { zhCnSeat } from '../features/seat/words.zh-cn.ts';
import { enSession } from '../features/session/words.en.ts';
import { zhCnSession } from '../features/session/words.zh-cn.ts';
import { enSettings } from '../features/settings/words.en.ts';
import { zhCnSettings } from '../features/settings/words.zh-cn.ts';
import { enSound } from '../features/sound/words.en.ts';
import { zhCnSound } from '../features/sound/words.zh-cn.ts';
import { enStatusBar } from '../features/status-bar/words.en.ts';
import { zhCnStatusBar } from '../features/status-bar/words.zh-cn.ts';
import { enTickets } from '../features/tickets/words.en.ts';
import { zhCnTickets } from '../features/tickets/words.zh-cn.ts';
import { enParts } from '../parts/words.en.ts';
import { zhCnParts } from '../parts/words.zh-cn.ts';
import type { Words } from '../parts/words.ts';

/** Simplified Chinese, the first language of the desk: the words of every feature. Errors have their own catalogue. */
export const zhCn = {
  ...zhCnParts,
  ...zhCnCallBar,
  ...zhCnCaller,
  ...zhCnCalls,
  ...zhCnKnowledge,
  ...zhCnProblems,
  ...zhCnRail,
  ...zhCnSeat,
  ...zhCnSession,
  ...zhCnStatusBar,
  ...zhCnTickets,
  ...zhCnAgents,
  ...zhCnAudit,
  ...zhCnRecordings,
  ...zhCnSettings,
  ...zhCnSound,
} as const;

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
