import type { Words } from '../../parts/words.ts';
import type { zhCnProblems } from './words.zh-cn.ts';

export const enProblems: Words<typeof zhCnProblems> = {
  connection: {
    lost: 'The local service went away',
    lostEffect:
      'Calls and recordings go on in the phone window; what you see may be old. Reconnecting.',
    lostSignedOut: 'Nobody can sign in now. Reconnecting.',
  },
};
