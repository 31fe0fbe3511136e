import { useEffect, useRef } from 'react';

/** Key as written on the control: `F2`, `Alt+1`, `Ctrl+Enter`. */
export type KeyMap = Readonly<Record<string, () => unknown>>;

/** Acts on keys from anywhere on the page. Keys that an input method is using are left alone, repeats are ignored. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229) return;
      const act = latest.current[keyName(event)];
      if (!act) return;
      event.preventDefault();
      if (!event.repeat) act();
    };
    window.addEventListener('keydown', handleKeyDown);
    return () => window.removeEventListener('keydown', handleKeyDown);
  }, []);
}

/** Digits and letters by their place on the keyboard, so that Alt does not change them. */
function keyName(event: KeyboardEvent): string {
  const key = /^(?:Digit|Numpad|Key)(.)$/.exec(event.code)?.[1] ?? event.key;
  const parts = [
    event.ctrlKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey ? 'Shift' : '',
    key,
  ];
  return parts.filter((part) => part !== '').join('+');
}
