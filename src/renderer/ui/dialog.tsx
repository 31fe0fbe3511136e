import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';

export interface DialogProps {
  readonly title: string;
  onClose(): void;
  readonly children: ReactNode;
}

/**
 * Asks before something that others feel. It takes the keyboard and gives it back where it was; Escape closes it, and no key of
 * the page behind it acts but those of the telephone, so that a ringing phone can be answered: a digit pressed here gives no
 * result there, and no panel opens behind it.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const frame = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = frame.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={frame}
      className="dialog"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        if (isHeldPress(event)) event.preventDefault();
        if (!isOfTelephone(event)) event.stopPropagation();
      }}
    >
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

/** A key that is held presses no button: it was pressed for what was there before this dialog, or for one press of it. */
function isHeldPress({ repeat, key, target }: KeyboardEvent): boolean {
  return (
    repeat &&
    (key === 'Enter' || (key === ' ' && target instanceof HTMLButtonElement)) &&
    !(target instanceof HTMLTextAreaElement)
  );
}

/** Answer, silence, hang up, mute, hold, swap; those that open a panel are not among them. */
function isOfTelephone({ code, ctrlKey, altKey }: KeyboardEvent): boolean {
  return /^F(?:2|3|4|8|9|10)$/.test(code) && !ctrlKey && !altKey;
}
