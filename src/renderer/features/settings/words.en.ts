import type { Words } from '../../parts/words.ts';
import type { zhCnWindow } from './words.zh-cn.ts';

export const enWindow: Words<typeof zhCnWindow> = {
  window: {
    callBar: 'Call bar on top',
    callBarModes: { always: 'Always', inCalls: 'While calls run', never: 'Never' },
    shortcuts: 'System-wide keys',
    acts: { answer: 'Answer', hangUp: 'Hang up', mute: 'Mute', hold: 'Hold' },
    none: 'None',
    press: 'Press the keys…',
    clear: 'Clear the key for {{act}}',
    change: 'Change the key for {{act}}',
    taken: 'Another program holds this key',
    faults: {
      notAKey: 'This cannot be such a key',
      noModifier: 'Hold Ctrl or Alt as well',
      reserved: 'The system or an input method uses this key',
      twice: 'Same as another key',
    },
    inBrowser:
      'A browser has no system-wide keys: put the focus into the desk and use the keys below.',
  },
};
