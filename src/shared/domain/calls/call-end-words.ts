import type { CallRecord } from './call.ts';

/** How a call ended, the same on screens and on paper. */
export const callEndWords = {
  agentHungUp: '坐席挂断',
  citizenHungUp: '市民挂断',
  missed: '未接',
  declined: '拒接',
  cancelled: '主叫放弃',
  busy: '对方忙线',
  noAnswer: '无人接听',
  failed: '未接通',
  connectionLost: '连接中断',
  deskDied: '坐席台异常退出',
  transferred: '已转接',
  toSurvey: '已转评价',
  merged: '并入三方通话',
  running: '进行中',
} as const satisfies Record<NonNullable<CallRecord['endReason']> | 'running', string>;
