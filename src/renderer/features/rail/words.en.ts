import type { Words } from '../../parts/words.ts';
import type { zhCnRail } from './words.zh-cn.ts';

export const enRail: Words<typeof zhCnRail> = {
  rail: {
    label: 'Main navigation',
    incoming: 'A caller waits to be looked at',
  },
};
