import type { ReactNode } from 'react';
import { clockTime } from '../../ui/format.ts';

export interface CardProps {
  readonly tone: 'fault' | 'warn' | 'plain';
  readonly title: string;
  readonly text: string;
  /** The moment that stands with it, epoch ms. */
  readonly at: number;
  readonly children: ReactNode;
}

/** One thing that the agent is told, over the caller's column. */
export function Card({ tone, title, text, at, children }: CardProps) {
  return (
    <div className={`told__card told__card--${tone}`} role={tone === 'plain' ? 'status' : 'alert'}>
      <b>{title}</b>
      <time className="num">{clockTime(at)}</time>
      {text !== '' && <p>{text}</p>}
      <div className="told__acts">{children}</div>
    </div>
  );
}
