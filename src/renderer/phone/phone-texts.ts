/** Words that only the phone page says; those of calls come from the desk's catalogue. */
export interface PhoneTexts {
  readonly leaseHeld: string;
  readonly takeOver: string;
  readonly hostAway: string;
  readonly stranger: string;
  readonly openedElsewhere: string;
  readonly notAdmitted: string;
  readonly wrongBuild: string;
  readonly onTop: string;
  readonly pairHeadset: string;
  readonly notifyTitle: string;
  readonly notifyBody: string;
}

const zhCn: PhoneTexts = {
  leaseHeld: '电话已在另一个窗口打开',
  takeOver: '改在本窗口使用电话',
  hostAway: '正在连接本机服务，进行中的通话不受影响。',
  stranger:
    '本机端口上应答的不是坐席台主机，录音暂存在本窗口，没有发出任何内容。进行中的通话不受影响；请不要关闭本窗口，立即联系信息管理员。',
  openedElsewhere:
    '软电话已在另一个窗口重新打开，本窗口已停用。进行中的通话请在本窗口打完，其后的录音暂存在本窗口，关闭前先告知信息管理员；没有通话时请关闭本窗口，使用新打开的窗口。',
  notAdmitted:
    '坐席台主机不再认可本窗口，录音暂存在本窗口。请在通话结束后关闭本窗口，再从桌面图标打开坐席台。',
  wrongBuild: '程序已更新，请在没有通话时重新打开本窗口。',
  onTop: '置顶小条',
  pairHeadset: '连接耳机按键',
  notifyTitle: '有来电',
  notifyBody: '请在软电话中应答',
};

const en: PhoneTexts = {
  leaseHeld: 'The phone is open in another window',
  takeOver: 'Use the phone in this window',
  hostAway: 'Connecting to the local service; a running call is not affected.',
  stranger:
    'Somebody else answers at the port of the local service: nothing is sent, sound is kept in this window. A running call is not affected. Do not close this window, and call IT.',
  openedElsewhere:
    'The phone was opened again in another window; this one is out of use. Finish a running call here: sound from now on is kept in this window, so tell IT before you close it. When no call is running, close it and use the new window.',
  notAdmitted:
    'The local service does not take this window any more; sound is kept here. After the call, close it and open the desk anew.',
  wrongBuild: 'The program was updated: open this window again when no call is running.',
  onTop: 'Small bar on top',
  pairHeadset: 'Connect headset buttons',
  notifyTitle: 'Incoming call',
  notifyBody: 'Answer in the phone window',
};

/** Chinese unless the desk speaks English. */
export function phoneTexts(language: string): PhoneTexts {
  return language.startsWith('en') ? en : zhCn;
}
