import { Popover } from 'antd';
import { type ComponentType, memo } from 'react';
import { useText } from '../../parts/use-text.ts';
import type { Status } from './status-words.ts';

export interface StatusItemProps {
  readonly name: string;
  readonly text: string;
  readonly tone: Status['tone'];
  /** Heading of the detail; `…详情` by default. */
  readonly title?: string;
  /** At the end of the bar the detail grows to the left, elsewhere to the right: its edge is the item's, never the window's. */
  readonly isLast?: boolean;
  readonly detail: ComponentType;
}

/** Redrawn only when its words change: state and clock tick more often than that. */
export const StatusItem = memo(function StatusItem(props: StatusItemProps) {
  const { name, text, tone, title, isLast, detail: Detail } = props;
  const t = useText();
  return (
    <Popover
      trigger="click"
      placement={isLast === true ? 'topRight' : 'topLeft'}
      title={title ?? t('status.detail', { name })}
      content={<Detail />}
      destroyOnHidden
    >
      <button type="button" className="status__item num">
        {name} <b className={`status__value status__value--${tone}`}>{text}</b>
      </button>
    </Popover>
  );
});
