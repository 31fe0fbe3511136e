import { zhCnAdmin } from '../features/admin/words.zh-cn.ts';
import { zhCnAgents } from '../features/agents/words.zh-cn.ts';
import { zhCnAudit } from '../features/audit/words.zh-cn.ts';
import { zhCnCalendar } from '../features/calendar/words.zh-cn.ts';
import { zhCnCallBar } from '../features/call-bar/words.zh-cn.ts';
import { zhCnCaller } from '../features/caller/words.zh-cn.ts';
import { zhCnCalls } from '../features/calls/words.zh-cn.ts';
import { zhCnKnowledge } from '../features/knowledge/words.zh-cn.ts';
import { zhCnSheet } from '../features/knowledge/sheet-words.zh-cn.ts';
import { zhCnWriting } from '../features/knowledge/writing-words.zh-cn.ts';
import { zhCnProblems } from '../features/problems/words.zh-cn.ts';
import { zhCnRail } from '../features/rail/words.zh-cn.ts';
import { zhCnRecordings } from '../features/recordings/words.zh-cn.ts';
import { zhCnSeat } from '../features/seat/words.zh-cn.ts';
import { zhCnSession } from '../features/session/words.zh-cn.ts';
import { zhCnSettings } from '../features/settings/words.zh-cn.ts';
import { zhCnSound } from '../features/sound/words.zh-cn.ts';
import { zhCnStatusBar } from '../features/status-bar/words.zh-cn.ts';
import { zhCnStorm } from '../features/storm/words.zh-cn.ts';
import { zhCnTickets } from '../features/tickets/words.zh-cn.ts';
import { zhCnWorkspaces } from '../features/workspaces/words.zh-cn.ts';
import { zhCnToday } from '../features/today/words.zh-cn.ts';
import { attachmentWords } from '../parts/attachment-words.zh-cn.ts';
import { phraseWords } from '../parts/phrase-words.zh-cn.ts';
import { flowWords } from '../../shared/domain/tickets/flow-words.zh-cn.ts';
import { officerWords } from '../parts/officer-words.zh-cn.ts';
import { departmentWords } from '../parts/department-words.zh-cn.ts';
import { zhCnParts } from '../parts/words.zh-cn.ts';

/** Simplified Chinese, the one language of the desk (ADR 0215): the words of every feature. Errors have their own catalogue. */
export const zhCn = {
  ...zhCnParts,
  ...flowWords,
  ...attachmentWords,
  ...phraseWords,
  ...zhCnCalendar,
  ...departmentWords,
  ...officerWords,
  ...zhCnCallBar,
  ...zhCnCaller,
  ...zhCnCalls,
  ...zhCnKnowledge,
  ...zhCnWriting,
  ...zhCnSheet,
  ...zhCnProblems,
  ...zhCnRail,
  ...zhCnSeat,
  ...zhCnSession,
  ...zhCnStatusBar,
  ...zhCnStorm,
  ...zhCnTickets,
  ...zhCnToday,
  ...zhCnAdmin,
  ...zhCnAgents,
  ...zhCnAudit,
  ...zhCnRecordings,
  ...zhCnSettings,
  ...zhCnSound,
  ...zhCnWorkspaces,
} as const;
