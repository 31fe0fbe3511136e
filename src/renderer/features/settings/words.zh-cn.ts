/** How the desk looks and behaves among other programs. */
export const zhCnSettings = {
  settings: {
    title: '显示设置',
    theme: '主题',
    light: '日间',
    night: '夜间',
    textSize: '文字大小',
    keys: '快捷键',
    log: {
      title: '日志',
      open: '打开日志文件夹',
      copy: '复制日志路径',
      copied: '已复制',
    },
    links: {
      title: '电话链接',
      offer: '点网页上的电话号码时，用坐席台拨号',
      hint: '浏览器会再问一次；点链接只填入拨号盘，不会自动拨出。',
    },
  },
  window: {
    callBar: '软电话条置顶',
    callBarModes: { always: '始终', inCalls: '来电和通话时', never: '不置顶' },
    shortcuts: '系统快捷键',
    acts: { answer: '接听', hangUp: '挂断', mute: '静音', hold: '保持' },
    none: '未设置',
    press: '请按组合键…',
    clear: '清除{{act}}的快捷键',
    change: '更改{{act}}的快捷键',
    taken: '已被其他程序占用，换一个试试',
    faults: {
      notAKey: '这个键不能用作快捷键',
      noModifier: '请同时按住 Ctrl 或 Alt',
      reserved: '这个键由系统或输入法使用',
      twice: '与另一个快捷键相同',
    },
    inBrowser: '在浏览器中使用时没有系统快捷键：请先点一下坐席台页面，再按快捷键。',
  },
} as const;
