/** Signing in. */
export const zhCnSession = {
  signIn: {
    workNo: '工号',
    password: '密码',
    code: '动态码（六位）或备用码',
    submit: '登录',
    busy: '正在登录…',
    demo: '演示账号',
    demoHint: '点一个账号即可填入',
    need: '请填写工号和密码',
    left: '工号或密码不正确，还可以试 {{count}} 次',
    locked: '密码连续输错，{{time}} 以后才能再试',
    look: '显示',
    lead: '来电即弹屏，受理一屏完成',
    version: '版本 {{version}}',
    roles: {
      agent: '坐席',
      lead: '班长',
      admin: '信息管理员',
      officer: '采购人',
      auditor: '审计员',
      department: '经办人员',
    },
  },
} as const;
