import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export interface NoticeProps {
  readonly tone: 'fault' | 'warn';
  readonly title: string;
  readonly text: string;
  /** For IT: `代码 sip.busy`. */
  readonly code: string;
  readonly children?: ReactNode;
}

/** Something is wrong: what happened, what it means, what to do, and the code for IT. Announced by screen readers. */
export function Notice({ tone, title, text, code, children }: NoticeProps) {
  const Icon = tone === 'fault' ? CircleAlert : TriangleAlert;
  return (
    <div className={`notice notice--${tone}`} role="alert">
      <Icon size={17} aria-hidden />
      <p className="grow">
        <span className="notice__title">{title}</span>
        {'　'}
        {text} <span className="notice__code">{code}</span>
      </p>
      {children}
    </div>
  );
}
