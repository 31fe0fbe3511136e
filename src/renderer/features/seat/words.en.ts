import type { Words } from '../../parts/words.ts';
import type { zhCnSeat } from './words.zh-cn.ts';

export const enSeat: Words<typeof zhCnSeat> = {
  seat: {
    ok: 'Can be rung',
    no: 'Cannot be rung',
    okHint: '{{count}} checks proven within a minute',
    title: 'Can a call reach this seat?',
    again: 'Check again',
    running: 'Checking…',
    proofs: {
      registration: 'PBX',
      microphone: 'Microphone',
      ringer: 'Ringer',
      recorder: 'Recorder',
      disk: 'Disk space',
      testRing: 'Test call',
    },
    proven: {
      registration: 'Answered a registration or probe',
      microphone: 'Gives real sound',
      ringer: 'Present and takes sound',
      recorder: 'Captures, encodes and makes pages',
      disk: '{{free}} free',
      testRing: 'The test call rang here',
    },
    open: {
      registration: 'Registering with the PBX',
      microphone: 'Not checked yet',
      ringer: 'Not checked yet',
      recorder: 'Not checked yet',
      disk: 'Not checked yet',
      testRing: 'Waiting for the test call',
    },
    idle: 'Not being registered',
    stale: 'Not proven for over a minute',
    ago: '{{time}} ago',
  },
};
