import type { ReactNode } from 'react';

export interface TipProps {
  /** `null`: nothing to say. */
  readonly text: string | null;
  readonly children: ReactNode;
}

/** A word of explanation on hover and focus. Pure CSS: the bar that redraws with every pop has many of them. */
export function Tip({ text, children }: TipProps) {
  return (
    <span className="tip">
      {children}
      {text !== null && (
        <span role="tooltip" className="tip__text">
          {text}
        </span>
      )}
    </span>
  );
}
