import { zhCnAudit } from './zh-cn-audit.ts';
import { zhCnWindow } from './zh-cn-window.ts';
import { zhCnAgent } from './zh-cn-agent.ts';
import { zhCnFrame } from './zh-cn-frame.ts';
import { zhCnLines } from './zh-cn-lines.ts';
import { zhCnListening } from './zh-cn-listening.ts';
import { zhCnSeat } from './zh-cn-seat.ts';
import { zhCnSound } from './zh-cn-sound.ts';
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
