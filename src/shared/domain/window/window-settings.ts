import { type CallAct, callActs } from '../calls/call-acts.ts';

/** When the small call bar lies over the windows of other programs. */
export const callBarModes = ['always', 'inCalls', 'never'] as const;
export type CallBarMode = (typeof callBarModes)[number];

/** How the desk behaves among other programs. Kept per PC. */
export interface WindowSettings {
  /** System-wide keys as Electron writes them (`Control+Alt+J`); `null` = none. */
  readonly shortcuts: Readonly<Record<CallAct, string | null>>;
  readonly callBar: CallBarMode;
}

/** 接 J, 挂 G, 静 M, 保 B: none is an input method's, a screenshot's or a virtual console's. */
export const defaultWindowSettings: WindowSettings = {
  shortcuts: {
    answer: 'Control+Alt+J',
    hangUp: 'Control+Alt+G',
    mute: 'Control+Alt+M',
    hold: 'Control+Alt+B',
  },
  callBar: 'inCalls',
};

/** What became of the settings on this PC. */
export interface WindowState {
  readonly settings: WindowSettings;
  /** `window`: our own windows and system keys; `page`: a browser, which has neither. */
  readonly kind: 'window' | 'page';
  /** Keys that another program already holds. */
  readonly taken: readonly CallAct[];
}

export type ShortcutFault = 'notAKey' | 'noModifier' | 'reserved' | 'twice';

const keyName = /^([A-Z0-9]|F([1-9]|1[0-9]|2[0-4])|Home|End|PageUp|PageDown|Insert|Pause)$/;
const modifiers = ['Control', 'Alt', 'Shift', 'Super'];
/** Keys with which people switch input methods, reload, lock, or leave a session. */
const reserved = ['Alt+F4', 'Super+L'];

/** Why `accelerator` is no good as a system-wide key; `null` when it is. */
export function shortcutFault(accelerator: string): Exclude<ShortcutFault, 'twice'> | null {
  const parts = accelerator.split('+');
  const key = parts.pop() ?? '';
  const isKnown = parts.every((part) => modifiers.includes(part));
  if (!keyName.test(key) || !isKnown || new Set(parts).size !== parts.length) return 'notAKey';
  if (reserved.includes(accelerator) || /^(Control\+)?Alt\+F\d+$/.test(accelerator))
    return 'reserved';
  const isFunctionKey = /^F\d+$/.test(key);
  if (isFunctionKey) return ['F5', 'F11', 'F12'].includes(key) ? 'reserved' : null;
  return parts.some((part) => part !== 'Shift') ? null : 'noModifier';
}

/** The first fault of each act's key; acts without one are left out. */
export function shortcutFaults(
  shortcuts: WindowSettings['shortcuts'],
): Partial<Record<CallAct, ShortcutFault>> {
  const faults: Partial<Record<CallAct, ShortcutFault>> = {};
  for (const act of callActs) {
    const accelerator = shortcuts[act];
    if (accelerator === null) continue;
    const isDouble = callActs.some((other) => other !== act && shortcuts[other] === accelerator);
    const fault = shortcutFault(accelerator) ?? (isDouble ? 'twice' : null);
    if (fault) faults[act] = fault;
  }
  return faults;
}
