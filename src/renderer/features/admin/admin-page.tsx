import { useEffect } from 'react';
import type { HubLine } from '../../../shared/contract/admin/schemas.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { byteSize, fullTime } from '../../ui/format.ts';
import '../../parts/list-frame.css';
import './admin.css';
import { adminStore } from './admin-store.ts';
import { DesksTable } from './desks-table.tsx';
import { PeopleTable } from './people-table.tsx';
import { UnlockDialog } from './unlock-dialog.tsx';

/** 系统: who has an account, which desks there are, how the hub does. For the administrator; nothing of a citizen. */
export function AdminPage() {
  const t = useText();
  const { overview, busy, failure, unlocking, refresh } = useFeatureState(adminStore);
  useEffect(() => void refresh(), [refresh]);
  return (
    <div className="listpage">
      <section className="panel" aria-label={t('admin.title')} aria-busy={busy}>
        <div className="panel__head">
          <h2 className="panel__title">{t('admin.title')}</h2>
          <span className="panel__note">{t('admin.note')}</span>
          <span className="grow" />
          <button
            type="button"
            className="button button--small"
            disabled={busy}
            onClick={() => void refresh()}
          >
            {t('admin.refresh')}
          </button>
        </div>
        {failure && (
          <div className="listpage__notice">
            <ErrorNotice code={failure} tone="warn" lead={t('admin.failed')} />
          </div>
        )}
        <div className="panel__body" tabIndex={0} role="group" aria-label={t('admin.title')}>
          {overview === null && !failure && <EmptyState title={t('common.loading')} />}
          {overview && (
            <div className="admin">
              <Hub hub={overview.hub} />
              <PeopleTable people={overview.people} />
              <DesksTable desks={overview.desks} hubContract={overview.hub.contract} />
            </div>
          )}
        </div>
      </section>
      {unlocking && <UnlockDialog person={unlocking} />}
    </div>
  );
}

function Hub({ hub }: { readonly hub: HubLine }) {
  const t = useText();
  const facts = [
    [t('admin.version'), hub.version],
    [t('admin.interface'), t('admin.contract', { number: hub.contract })],
    [t('admin.startedAt'), fullTime(hub.startedAt)],
    [t('admin.readAt'), fullTime(hub.now)],
    [t('admin.free'), hub.freeBytes === null ? t('admin.freeUnknown') : byteSize(hub.freeBytes)],
  ] as const;
  return (
    <section aria-labelledby="admin-hub">
      <h3 id="admin-hub">{t('admin.hub')}</h3>
      <dl className="admin__hub num">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
