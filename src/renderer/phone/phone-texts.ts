import { errorCatalogue } from '../../shared/error-catalogue.ts';

/** Words that only the phone page says; those of calls come from the desk's catalogue. */
export const phoneTexts = {
  leaseHeld: errorCatalogue['phone.leaseHeld'].title,
  takeOver: '改在本窗口使用电话',
  hostAway: '正在连接坐席台后台，进行中的通话不受影响。',
  stranger:
    '本机端口上答复的不是坐席台后台，录音暂存在本窗口，没有发出任何内容。进行中的通话不受影响；请不要关闭本窗口，立即联系信息管理员。',
  openedElsewhere:
    '软电话已在另一个窗口重新打开，本窗口已停用。进行中的通话请在本窗口打完，其后的录音暂存在本窗口，关闭前先告知信息管理员；没有通话时请关闭本窗口，使用新打开的窗口。',
  notAdmitted:
    '坐席台后台不再认可本窗口，录音暂存在本窗口。请在通话结束后关闭本窗口，再从桌面图标打开坐席台。',
  wrongBuild: `${errorCatalogue['ipc.wrongBuild'].effect}${errorCatalogue['ipc.wrongBuild'].action}`,
  onTop: '置顶小窗',
  pairHeadset: '连接耳麦按键',
  notifyTitle: '新来电',
  notifyBody: '请接听',
} as const;

export type PhoneTexts = typeof phoneTexts;
