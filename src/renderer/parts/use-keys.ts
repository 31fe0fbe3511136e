import { useEffect, useRef } from 'react';
import { typingPlace } from '../ui/focus-place.ts';
import { functionKey, isForInputMethod } from '../ui/input-method.ts';
import { type KeyName, keyNames, strokesOf } from './keys.ts';

/** What each key does just now; a key without an act is left to the browser. `place` counts from 1. */
export type KeyActs = Readonly<Partial<Record<KeyName, (place: number) => unknown>>>;

const byStroke = new Map(
  keyNames.flatMap((name) =>
    strokesOf(name).map((stroke, index) => [stroke, { name, place: index + 1 }] as const),
  ),
);

/** Acts on keys of the table from anywhere on the page. */
export function useKeys(acts: KeyActs): void {
  useStroke((stroke) => {
    const key = byStroke.get(stroke);
    const act = key && acts[key.name];
    return act ? () => act(key.place) : null;
  });
}

/** Escape closes what is open; `null` = nothing is. */
export function useEscape(close: (() => unknown) | null): void {
  useStroke((stroke) => (stroke === 'Escape' ? close : null));
}

/** Keys that an input method is using are left alone, except those of the telephone; a held key counts once. */
function useStroke(actOf: (stroke: string) => (() => unknown) | null): void {
  const latest = useRef(actOf);
  useEffect(() => {
    latest.current = actOf;
  });
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      if (isForInputMethod(event)) return;
      const stroke = strokeOf(event);
      // A bare character belongs to the field that has the focus.
      if (stroke.length === 1 && typingPlace(document) !== 'nowhere') return;
      const act = latest.current(stroke);
      if (!act) return;
      event.preventDefault();
      if (!event.repeat) act();
    };
    window.addEventListener('keydown', handleKeyDown);
    return () => window.removeEventListener('keydown', handleKeyDown);
  }, []);
}

/** What is pressed, as the table writes it: `F2`, `Alt+1`, `Ctrl+Enter`: digits and letters by their place on the keyboard, so that Alt does not change them. */
export function strokeOf(event: KeyboardEvent): string {
  // A key that the input method has taken is called `Process` and still stands in its place.
  const key =
    /^(?:Digit|Numpad|Key)(.)$/.exec(event.code)?.[1] ??
    (functionKey.test(event.code) ? event.code : event.key);
  const parts = [
    event.ctrlKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey ? 'Shift' : '',
    key,
  ];
  return parts.filter((part) => part !== '').join('+');
}
