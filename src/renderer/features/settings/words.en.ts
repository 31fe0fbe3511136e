import type { Words } from '../../parts/words.ts';
import type { zhCnSettings } from './words.zh-cn.ts';

export const enSettings: Words<typeof zhCnSettings> = {
  settings: {
    title: 'Display',
    theme: 'Theme',
    light: 'Day',
    night: 'Night',
    textSize: 'Text size',
    language: 'Language',
    keys: 'Keys',
    signOut: 'Sign out',
    links: {
      title: 'Phone links',
      offer: 'Open tel: links here',
      hint: 'The browser asks once more. A link only fills the dial pad, it never dials.',
    },
  },
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
