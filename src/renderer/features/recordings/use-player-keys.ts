import { useEffect, useRef } from 'react';
import { type ListeningKey, listeningKey } from './listening-key.ts';

/** What the keys of the page do. */
export interface ListeningKeys {
  toggle(): void;
  /** Milliseconds forth or, below 0, back. */
  step(ms: number): void;
  /** To the next recording of the list, or to the one before. */
  move(by: 1 | -1): void;
}

const stepMs = 5000;

/**
 * Space plays and pauses, ← → step five seconds, ↑ ↓ and J K move between recordings; also while a row of the list has the
 * focus, and after a click on a control. Whoever has gone to a control by Tab keeps Space for it, and fields keep all.
 */
export function usePlayerKeys(keys: Partial<ListeningKeys>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const stop = new AbortController();
    let isByKeyboard = true;
    const handleKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Tab') isByKeyboard = true;
      const key = listeningKey(event, placeOf(event.target, isByKeyboard));
      if (key === null || !act(latest.current, key, event.repeat)) return;
      event.preventDefault();
    };
    const handlePointer = () => {
      isByKeyboard = false;
    };
    const on = { capture: true, signal: stop.signal };
    window.addEventListener('keydown', handleKeyDown, on);
    window.addEventListener('pointerdown', handlePointer, on);
    return () => stop.abort();
  }, []);
}

function act(keys: Partial<ListeningKeys>, key: ListeningKey, isRepeated: boolean): boolean {
  if (key === 'toggle') {
    if (!isRepeated) keys.toggle?.();
    return keys.toggle !== undefined;
  }
  if (key === 'back' || key === 'forth') {
    keys.step?.(key === 'back' ? -stepMs : stepMs);
    return keys.step !== undefined;
  }
  keys.move?.(key === 'next' ? 1 : -1);
  return keys.move !== undefined;
}

function placeOf(target: EventTarget | null, isByKeyboard: boolean) {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('[role=dialog], .ant-select-dropdown, .ant-popover')) return 'field';
  if (target.closest('.listening__row')) return 'page';
  const isTyped = target.closest(
    'input:not([type=checkbox]), textarea, select, [role=combobox], [contenteditable=true]',
  );
  if (isTyped) return 'field';
  const isControl = target.closest('button, a, input, [role=slider]') !== null;
  return isControl && isByKeyboard ? 'control' : 'page';
}
