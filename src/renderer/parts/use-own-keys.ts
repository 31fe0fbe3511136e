import { useEffect, useRef } from 'react';
import { typingPlace } from '../ui/focus-place.ts';
import { isForInputMethod } from '../ui/input-method.ts';
import { strokeOf } from './use-keys.ts';

/** The nine bare digits that choose one of several. */
export const choiceDigits: readonly string[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/**
 * While mounted, these bare keys are this panel's, wherever the focus is, from the first moment on: nothing else on the page hears
 * them, also those that mean nothing here just now. Into a field they are typed.
 */
export function useOwnKeys(owned: readonly string[], act: (key: string) => unknown): void {
  const latest = useRef({ owned, act });
  useEffect(() => {
    latest.current = { owned, act };
  });
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      if (typingPlace(document) !== 'nowhere') return;
      const key = ownKeyOf(event, latest.current.owned);
      if (key === null) return;
      // Before everybody else: a bare key means other things while no panel is open.
      event.stopPropagation();
      event.preventDefault();
      if (!event.repeat) latest.current.act(key);
    };
    window.addEventListener('keydown', handleKeyDown, true);
    return () => window.removeEventListener('keydown', handleKeyDown, true);
  }, []);
}

/** Which of `owned` is pressed, by its character or by its place on the keyboard; `null` = none. */
export function ownKeyOf(event: KeyboardEvent, owned: readonly string[]): string | null {
  if (event.ctrlKey || event.altKey || event.metaKey || isForInputMethod(event)) return null;
  const key = owned.includes(event.key) ? event.key : strokeOf(event);
  return owned.includes(key) ? key : null;
}
