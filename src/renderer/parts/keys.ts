/**
 * Every key of the desk page (ADR 0052), in the order of the settings' list. The list there, the hints on the controls and
 * the bindings (`useKeys`) read this table. Browsers need F5, F11 and F12; Chinese input methods need Shift, Ctrl+Space,
 * Ctrl+Shift, Ctrl+. and the bare digits. Keys that only act where the focus is (Escape in a panel, the arrows of a menu,
 * Space in the player) belong to that control and stand there.
 */
export const keys = {
  transfer: 'F6',
  swap: 'F10',
  silence: 'F3',
  decline: 'Alt+J',
  conference: 'Alt+S',
  emergency: 'Alt+L',
  rating: 'Alt+P',
  redial: 'Alt+R',
  changeNumber: 'Alt+C',
  missed: 'Alt+M',
  answer: 'F2',
  hangUp: 'F4',
  mute: 'F8',
  hold: 'F9',
  dialPad: 'F7',
  stateMenu: 'Alt+A',
  search: 'Ctrl+K',
  suggestion: 'Alt+I',
  /** Nine keys, one for each place. */
  insert: 'Alt+1–9',
  phrases: 'Alt+Y',
  close: 'Ctrl+Enter',
  save: 'Ctrl+S',
  print: 'Ctrl+P',
  undo: 'Alt+Z',
  step: 'Alt+B',
  caller: 'Alt+W',
  form: 'Alt+D',
  nextTab: 'Alt+Q',
  home: 'Alt+H',
  newTicket: 'Alt+N',
  putAside: 'Alt+X',
  look: 'Alt+K',
  mark: 'Alt+T',
  join: 'Alt+G',
  wholeForm: 'Alt+U',
  storm: 'Alt+O',
  /** Bare digits, while no field has the focus: which ticket is meant, or what came of the call. */
  choice: '1–9',
} as const;

/** What a key does. */
export type KeyName = keyof typeof keys;

const places = '1–9';

export const keyNames: readonly KeyName[] = Object.keys(keys).filter(isKeyName);

function isKeyName(name: string): name is KeyName {
  return Object.hasOwn(keys, name);
}

/** The keystrokes of a key, `Alt+1` … `Alt+9` for `Alt+1–9`; the first one is place 1. */
export function strokesOf(name: KeyName): readonly string[] {
  const key = keys[name];
  return key.endsWith(places)
    ? Array.from({ length: 9 }, (_, index) => key.replace(places, String(index + 1)))
    : [key];
}

/** As it stands on a control and in the settings: `Alt+W`, `Ctrl+Enter`; of nine keys the one at `place`, from 1. */
export function keyHint(name: KeyName, place?: number): string {
  return stroke(name, place);
}

/** For `aria-keyshortcuts`. */
export function ariaKey(name: KeyName, place?: number): string {
  return stroke(name, place).replace('Ctrl', 'Control');
}

function stroke(name: KeyName, place: number | undefined): string {
  return place === undefined ? keys[name] : (strokesOf(name)[place - 1] ?? keys[name]);
}
