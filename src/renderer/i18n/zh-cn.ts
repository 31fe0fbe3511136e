import { zhCnAudit } from '../features/audit/words.zh-cn.ts';
import { zhCnWindow } from '../features/settings/words.zh-cn.ts';
import { zhCnAgent } from '../features/agents/words.zh-cn.ts';
import { zhCnFrame } from './zh-cn-frame.ts';
import { zhCnLines } from './zh-cn-lines.ts';
import { zhCnListening } from '../features/recordings/words.zh-cn.ts';
import { zhCnSeat } from './zh-cn-seat.ts';
import { zhCnSound } from '../features/sound/words.zh-cn.ts';
import { zhCnWork } from './zh-cn-work.ts';

/** Simplified Chinese, the first language of the desk. Keys follow the features; errors have their own catalogue in `shared`. */
export const zhCn = {
  ...zhCnFrame,
  ...zhCnWork,
  ...zhCnListening,
  ...zhCnAgent,
  ...zhCnSeat,
  ...zhCnSound,
  ...zhCnWindow,
  ...zhCnAudit,
  ...zhCnLines,
} as const;
