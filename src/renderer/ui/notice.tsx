import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export interface NoticeProps {
  readonly tone: 'fault' | 'warn';
  readonly title: string;
  readonly text: ReactNode;
  /** For IT: `代码 sip.busy`. On the icon, and in the list of all problems; nobody reads it in a call. */
  readonly code: string;
  readonly children?: ReactNode;
}

/** Something is wrong: what happened, what it means, what to do, and the code for IT. Announced by screen readers. */
export function Notice({ tone, title, text, code, children }: NoticeProps) {
  const Icon = tone === 'fault' ? CircleAlert : TriangleAlert;
  return (
    <div className={`notice notice--${tone}`} role="alert">
      <span className="notice__icon" title={code}>
        <Icon size={17} aria-hidden />
      </span>
      <p className="grow">
        <span className="notice__title">{title}</span>
        {'　'}
        {text} <span className="notice__code">{code}</span>
      </p>
      {children}
    </div>
  );
}
