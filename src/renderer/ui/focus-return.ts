import { useLayoutEffect, useRef } from 'react';

/**
 * Gives the keyboard back to the field that had it, caret and selection too, when what was opened is closed. Somebody who has
 * clicked elsewhere meanwhile keeps that place.
 */
export function useFocusReturn(isOpen: boolean): void {
  const giveBack = useRef<(() => void) | null>(null);
  useLayoutEffect(() => {
    if (isOpen) giveBack.current = keepPlace(document.activeElement);
    else {
      giveBack.current?.();
      giveBack.current = null;
    }
  }, [isOpen]);
}

function keepPlace(element: Element | null): (() => void) | null {
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const caret = caretOf(element);
  return () => {
    const now = document.activeElement;
    const isFree = now === null || now === document.body || now.closest(panels) !== null;
    if (!isFree || !element.isConnected) return;
    element.focus({ preventScroll: true });
    caret?.();
  };
}

/** What opens over the page and is closed again. */
const panels = '.ant-popover, .statemenu';

/** Only fields of text have a caret; others throw when they are asked for it. */
function caretOf(element: HTMLElement): (() => void) | null {
  if (!(element instanceof HTMLTextAreaElement) && !isTextInput(element)) return null;
  const { selectionStart, selectionEnd, selectionDirection } = element;
  return () =>
    element.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none');
}

function isTextInput(element: HTMLElement): element is HTMLInputElement {
  return element instanceof HTMLInputElement && element.selectionStart !== null;
}
