import { type KeyboardEvent, type RefObject, useEffect } from 'react';

const framesAtMost = 20;

/**
 * Focus into a panel when it opens. It is placed before it is shown, and what is hidden takes no focus: tries again at each
 * frame for a moment; `selector` names what in it takes the focus. Until then nothing has the focus, so that what is typed for the panel never lands in a ticket.
 */
export function useShownFocus(panel: RefObject<HTMLElement | null>, selector?: string): void {
  useEffect(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    let frames = 0;
    let frame = 0;
    const attempt = () => {
      const element = selector
        ? panel.current?.querySelector<HTMLElement>(selector)
        : panel.current;
      element?.focus();
      frames += 1;
      if ((!element || document.activeElement !== element) && frames < framesAtMost)
        frame = requestAnimationFrame(attempt);
    };
    attempt();
    return () => cancelAnimationFrame(frame);
  }, [panel, selector]);
}

/** Arrow keys go from button to button of a panel, round and round. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
