/** The seat light. */
export const zhCnSeat = {
  seat: {
    ok: '可接听',
    no: '不可接听',
    okHint: '{{count}} 项均在 1 分钟内验证',
    label: '坐席灯：{{state}}',
    title: '来电能不能打进来',
    again: '重新自检',
    running: '正在自检…',
    proofs: {
      registration: '交换机',
      microphone: '麦克风',
      ringer: '振铃设备',
      recorder: '录音',
      disk: '磁盘空间',
      testRing: '实拨测试',
    },
    proven: {
      registration: '已应答注册或探测',
      microphone: '有真实声音信号',
      ringer: '设备在位并能发声',
      recorder: '采集、编码、成页均正常',
      disk: '可用 {{free}}',
      testRing: '测试来电已响到本席',
    },
    open: {
      registration: '正在登录交换机',
      microphone: '尚未检测',
      ringer: '尚未检测',
      recorder: '尚未检测',
      disk: '尚未检测',
      testRing: '正在等测试来电',
    },
    idle: '没有在登录交换机',
    stale: '超过 1 分钟未验证',
    ago: '{{time}}前',
  },
} as const;
