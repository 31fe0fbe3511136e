/** The little of a keyboard event that names its keys. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'
>;

/**
 * Keys as Electron writes them (`Control+Alt+J`); `null` while only modifiers are down. Read from the key's place, not
 * its sign, so that an input method in Chinese mode does not matter.
 */
export function acceleratorOf(press: KeyPress): string | null {
  if (['Control', 'Alt', 'Shift', 'Meta', 'AltGraph'].includes(press.key)) return null;
  const key = /^(?:Key|Digit)(.)$/.exec(press.code)?.[1] ?? press.code;
  return [
    ...(press.ctrlKey ? ['Control'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
    ...(press.metaKey ? ['Super'] : []),
    key,
  ].join('+');
}

/** As people read it: `Ctrl+Alt+J`. */
export function acceleratorWords(accelerator: string): string {
  return accelerator.replace('Control', 'Ctrl').replace('Super', 'Win');
}
