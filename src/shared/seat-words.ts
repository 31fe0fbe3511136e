import type { AgentStateName } from './domain/agents/agent-view.ts';
import type { FaceKind } from './domain/seat/agent-face.ts';
import type { SeatCheckName, SeatReason } from './domain/seat/seat-checks.ts';
import type { SeatLook } from './domain/seat/seat-look.ts';
import { errorCatalogue } from './error-catalogue.ts';

/** The office's words for what an agent does and how a seat stands. Pages, tray and team page say nothing else. */
export const agentStateWords = {
  signedOut: '签出',
  ready: '就绪',
  notReady: '示忙',
  break: '小休',
  meal: '用餐',
  training: '培训',
  afterCallWork: '话后处理',
  callback: '回访',
  supervise: '审核督办',
} as const satisfies Record<AgentStateName, string>;

/** Words of a face that is no state of the agent. */
export const faceWords = {
  alerting: '振铃',
  dialling: '呼出',
  connected: '通话中',
  held: '保持',
  unproven: '准备中',
  fault: '故障',
  off: '不接来电',
} as const satisfies Record<Exclude<FaceKind, AgentStateName>, string>;

/** The one word of the light of a seat. */
export const seatLookWords = {
  calls: '可接听',
  line: '线路正常',
  unproven: '准备中',
  fault: '不可接听',
  off: '不接来电',
} as const satisfies Record<SeatLook, string>;

/** What is checked of a seat, and what is said of a check that is not good. */
export const seatCheckWords = {
  proofs: {
    registration: '交换机',
    microphone: '麦克风',
    ringer: '振铃设备',
    recorder: '录音',
    disk: '磁盘空间',
    testRing: '振铃实测',
  },
  open: {
    registration: '正在连接交换机',
    microphone: '尚未检测',
    ringer: '尚未检测',
    recorder: '尚未检测',
    disk: '尚未检测',
    testRing: '正在等测试来电',
  },
  idle: '未连接',
  stale: '超过 1 分钟未验证',
} as const satisfies SeatCheckWords;

/** The words of a seat in one language. */
export interface SeatCheckWords {
  readonly proofs: Readonly<Record<SeatCheckName, string>>;
  readonly open: Readonly<Record<SeatCheckName, string>>;
  readonly idle: string;
  readonly stale: string;
}

/** Why no call can be taken, in one line. Titles of errors are Chinese in every language. */
export function seatReasonText(reason: SeatReason, words: SeatCheckWords = seatCheckWords): string {
  const check = words.proofs[reason.name];
  if (reason.kind !== 'code')
    return `${check} ${reason.kind === 'open' ? words.open[reason.name] : words[reason.kind]}`;
  const { title } = errorCatalogue[reason.code];
  // Several parts have an address; the title alone does not say whose is wrong.
  return reason.code.startsWith('config.') ? `${check}：${title}` : title;
}
