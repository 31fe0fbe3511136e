import { seatCheckWords, seatLookWords } from '../../../shared/seat-words.ts';

/** The seat light. */
export const zhCnSeat = {
  seat: {
    looks: seatLookWords,
    okHint: '{{count}} 项自检正常',
    title: '能否正常接听来电',
    again: '重新自检',
    running: '正在自检…',
    ...seatCheckWords,
    proven: {
      registration: '已答复注册或探测',
      microphone: '有真实声音信号',
      ringer: '设备在位并能发声',
      recorder: '采集、编码、写入均正常',
      disk: '可用 {{free}}',
      testRing: '测试来电已响到本席',
    },
    ago: '{{time}}前',
  },
} as const;
