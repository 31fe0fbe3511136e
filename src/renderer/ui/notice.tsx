import { CircleAlert, TriangleAlert } from 'lucide-react';
import { type ReactNode, createContext, useContext } from 'react';

export interface NoticeProps {
  readonly tone: 'fault' | 'warn';
  readonly title: string;
  readonly text: ReactNode;
  /** For IT: `代码 sip.busy`. On the icon, and in the list of all problems; nobody reads it in a call. */
  readonly code: string;
  readonly children?: ReactNode;
}

/**
 * Where notices stand: `alone` they are seen and announced; those that wait behind another are `unseen` and announced only;
 * those that somebody has opened are `listed`, and not announced again.
 */
export const NoticePlace = createContext<'alone' | 'unseen' | 'listed'>('alone');

/** Something is wrong: what happened, what it means, what to do, and the code for IT. Announced by screen readers. */
export function Notice({ tone, title, text, code, children }: NoticeProps) {
  const place = useContext(NoticePlace);
  const Icon = tone === 'fault' ? CircleAlert : TriangleAlert;
  return (
    <div className={`notice notice--${tone}`} role={place === 'listed' ? undefined : 'alert'}>
      <span className="notice__icon" title={code}>
        <Icon size={17} aria-hidden />
      </span>
      <p className="grow">
        <span className="notice__title">{title}</span>
        {'　'}
        {text} <span className="notice__code">{code}</span>
      </p>
      {place !== 'unseen' && children}
    </div>
  );
}
