import { type ReactNode, useLayoutEffect, useRef } from 'react';

export interface DialogProps {
  readonly title: string;
  onClose(): void;
  readonly children: ReactNode;
}

/**
 * Asks before something that others feel. It takes the keyboard and gives it back where it was; Escape closes it, and no key of
 * the page behind it acts but those without Ctrl and Alt, so that a ringing phone can be answered.
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
        if (event.ctrlKey || event.altKey) event.stopPropagation();
      }}
    >
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}
