/** What is wrong with the connection to the host. */
export const zhCnProblems = {
  connection: {
    lost: '坐席台页面与后台断开',
    lostEffect: '通话和录音在软电话窗口继续；屏幕上的内容可能不是最新。正在自动重连。',
    lostSignedOut: '现在不能登录，正在自动重连。',
  },
} as const;
