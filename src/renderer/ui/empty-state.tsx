import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

/** What a place shows when there is nothing in it: what would be here, and what to do. */
export function EmptyState({ icon, title, hint, children }: EmptyStateProps) {
  return (
    <div className="empty">
      {icon}
      <p className="empty__title">{title}</p>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  );
}
