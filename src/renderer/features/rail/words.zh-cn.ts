/** The rail. */
export const zhCnRail = {
  rail: {
    label: '主导航',
    incoming: '有来电待查看',
  },
} as const;
