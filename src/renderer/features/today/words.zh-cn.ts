/** 今日工作. */
export const zhCnToday = {
  today: {
    title: '今日工作',
    items: '{{count}} 件',
    calls: '今日来电 {{all}} · 已接 {{answered}} · 漏接 {{missed}}',
    due: '{{count}} 件快到期或已超期',
    groups: { hour: '一小时内', today: '今天', later: '可以先做' },
    left: '剩 {{time}}',
    over: '超期 {{time}}',
    noDeadline: '未设时限',
    noContent: '（未填诉求内容）',
    missed: '漏接回拨',
    missedAt: '{{time}} 漏接',
    callBackWithin: '漏接的来电，30 分钟内回拨',
    line: '线路',
    rule: '时限规则',
    last: '最近办理',
    detail: '选中的工作',
    open: '打开工单',
    empty: '今日没有待办',
    emptyHint: '由您登记的和未交办的工单、漏接的来电会列在这里，先到期的在前。',
  },
} as const;
