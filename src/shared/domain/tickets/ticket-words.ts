import type { CloseWay, TicketFlag, TicketKind, TicketSource, TicketState } from './ticket.ts';

/** The words of a ticket's codes, the same on screens and on what leaves the system: sheets, prints, kept files. */
export const ticketStateWords = {
  awaitingSignIn: '待签收',
  screening: '甄别中',
  selfHandling: '自办中',
  awaitingApproval: '待审批',
  assigned: '待经办签收',
  inHandling: '办理中',
  awaitingAudit: '待审核',
  awaitingCallback: '待回访',
  awaitingReply: '待回复',
  submittedToCity: '已报市级',
  closed: '已办结',
  archived: '已归档',
  returnPending: '退件待批',
  returned: '已退市级',
  notAccepted: '不予受理',
  merged: '已并单',
  withdrawn: '已撤诉',
} as const satisfies Record<TicketState, string>;

export const ticketKindWords = {
  consultation: '咨询',
  help: '求助',
  complaint: '投诉',
  report: '举报',
  suggestion: '建议',
  praise: '表扬',
} as const satisfies Record<TicketKind, string>;

export const ticketFlagWords = {
  urgent: '紧急',
  repeat: '重复',
  waterlogging: '渍水',
  mass: '群体',
  confidential: '保密',
  supervised: '督办',
} as const satisfies Record<TicketFlag, string>;

export const closeWayWords = {
  directAnswer: '直接解答',
  selfHandled: '自办办结',
} as const satisfies Record<CloseWay, string>;

export const ticketSourceWords = {
  phone: '来电',
  cityPlatform: '市级派件',
  messageBoard: '留言板',
  linkage110: '110 联动',
  supply96510: '96510',
  other: '其他',
} as const satisfies Record<TicketSource, string>;
