import { useEffect } from 'react';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { auditStore } from './audit-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullTime } from '../../ui/format.ts';
import '../../parts/list-frame.css';
import './audit.css';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';

/** 审计: who did what, when and from where, for lead and administrator; newest first, a page at a time. */
export function AuditPage() {
  const t = useText();
  const list = useFeatureState(auditStore);
  const { lines, status, failure, refresh } = list;
  useEffect(() => refresh(), [refresh]);
  const isFilled = lines !== null && lines.length > 0;
  return (
    <div className="listpage">
      <section className="panel" aria-label={t('audit.title')} aria-busy={status === 'loading'}>
        <div className="panel__head">
          <h2 className="panel__title">{t('audit.title')}</h2>
          <span className="panel__note">{t('audit.note')}</span>
        </div>
        <div className="toolbar">
          <AuditFilters filter={list.filter} onChange={list.setFilter} />
        </div>
        {status === 'failed' && failure && (
          <div className="listpage__notice">
            <ErrorNotice code={failure} tone="warn" lead={t('audit.failed')}>
              <button type="button" className="button button--small" onClick={refresh}>
                {t('common.retry')}
              </button>
            </ErrorNotice>
          </div>
        )}
        <div className="panel__body" tabIndex={0} role="group" aria-label={t('audit.title')}>
          {lines === null && status !== 'failed' && <EmptyState title={t('common.loading')} />}
          {lines?.length === 0 && (
            <EmptyState title={t('audit.empty')} hint={t('audit.emptyHint')} />
          )}
          {isFilled && <AuditTable lines={lines} />}
        </div>
        {isFilled && (
          <div className="pager num">
            <span>
              {t('audit.range', {
                count: lines.length,
                from: fullTime(lines.at(-1)?.at ?? 0),
                to: fullTime(lines[0]?.at ?? 0),
              })}
            </span>
            <button
              type="button"
              className="button button--small"
              disabled={!list.hasNewer}
              onClick={list.newer}
            >
              {t('audit.newer')}
            </button>
            <button
              type="button"
              className="button button--small"
              disabled={!list.hasOlder}
              onClick={list.older}
            >
              {t('audit.older')}
            </button>
          </div>
        )}
      </section>
    </div>
  );
}
