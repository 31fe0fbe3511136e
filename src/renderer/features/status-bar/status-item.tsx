import { Popover } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../context/use-text.ts';
import type { Status } from './status-words.ts';

export interface StatusItemProps {
  readonly name: string;
  readonly status: Status;
  /** Heading of the detail; `…详情` by default. */
  readonly title?: string;
  readonly detail: ReactNode;
}

export function StatusItem({ name, status, title, detail }: StatusItemProps) {
  const t = useText();
  return (
    <Popover
      trigger="click"
      placement="top"
      title={title ?? t('status.detail', { name })}
      content={detail}
      destroyOnHidden
    >
      <button type="button" className="status__item num">
        {name} <b className={`status__value status__value--${status.tone}`}>{status.text}</b>
      </button>
    </Popover>
  );
}
