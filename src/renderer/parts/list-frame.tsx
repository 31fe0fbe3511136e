import type { ReactNode } from 'react';
import { useText } from './use-text.ts';
import { type ListState, pageSize } from '../stores/list-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Pager } from '../ui/pager.tsx';
import { ErrorNotice } from './error-notice.tsx';
import './list-frame.css';

export interface ListFrameProps<Item, Filter> {
  readonly title: string;
  readonly note?: string;
  readonly toolbar: ReactNode;
  readonly list: ListState<Item, Filter>;
  readonly words: { readonly empty: string; readonly emptyHint: string; readonly failed: string };
  /** The table of a page that has rows. */
  children(items: readonly Item[]): ReactNode;
}

/** A filtered list with its loading, empty, failed and long states. What was read before stays while it reads again. */
export function ListFrame<Item, Filter>(props: ListFrameProps<Item, Filter>) {
  const t = useText();
  const { title, note, toolbar, list, words, children } = props;
  const { page, status, failure, offset } = list;
  return (
    <div className="listpage">
      <section className="panel" aria-label={title} aria-busy={status === 'loading'}>
        <div className="panel__head">
          <h2 className="panel__title">{title}</h2>
          {note && <span className="panel__note">{note}</span>}
        </div>
        <div className="toolbar">{toolbar}</div>
        {status === 'failed' && failure && (
          <div className="listpage__notice">
            <ErrorNotice code={failure} tone="warn" lead={words.failed}>
              <button type="button" className="button button--small" onClick={list.refresh}>
                {t('common.retry')}
              </button>
            </ErrorNotice>
          </div>
        )}
        <div className="panel__body" tabIndex={0} role="group" aria-label={title}>
          {page === null && status !== 'failed' && <EmptyState title={t('common.loading')} />}
          {page?.items.length === 0 && <EmptyState title={words.empty} hint={words.emptyHint} />}
          {page !== null && page.items.length > 0 && children(page.items)}
        </div>
        {page !== null && page.items.length > 0 && (
          <Pager
            offset={offset}
            pageSize={pageSize}
            total={page.total}
            words={{
              previous: t('common.previous'),
              next: t('common.next'),
              range: t('common.range', {
                from: offset + 1,
                to: offset + page.items.length,
                total: page.total,
              }),
            }}
            onGo={list.goTo}
          />
        )}
      </section>
    </div>
  );
}
