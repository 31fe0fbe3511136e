import { useEffect, useState } from 'react';
import type { ClientLine } from '../../shared/contract/admin/client-schemas.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { useDepartmentName } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { fullTime } from '../ui/format.ts';
import { AskDialog } from './ask-dialog.tsx';
import { ClientForm } from './client-form.tsx';
import { ToldOnce } from './told-once.tsx';
import { useClients } from './use-office.ts';

/** 接口: programs of others that may ask the hub, with what each may; their tokens are told once. */
export function ClientsScreen() {
  const t = useText();
  const { isBusy, failure, clients, look } = useClients();
  const [isAdding, setAdding] = useState(false);
  useEffect(() => void look(), [look]);
  return (
    <section className="panel opanel" aria-label={t('officer.clients.title')} aria-busy={isBusy}>
      <div className="panel__head">
        <h2 className="panel__title">{t('officer.clients.title')}</h2>
        <span className="panel__note">
          {t('officer.clients.note')}
          <a href="../api-docs/" target="_blank" rel="noreferrer">
            {t('officer.clients.docs')}
          </a>
        </span>
        <button
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          onClick={() => setAdding(true)}
        >
          {t('officer.clients.add')}
        </button>
      </div>
      {failure && !isAdding && <FailureNotice code={failure.code} />}
      <div
        className="panel__body"
        tabIndex={0}
        role="group"
        aria-label={t('officer.clients.title')}
      >
        {clients === null && <EmptyState title={t('department.loading')} />}
        {clients?.length === 0 && (
          <EmptyState title={t('officer.clients.none')} hint={t('officer.clients.noneHint')} />
        )}
        {clients !== null && clients.length > 0 && <Clients clients={clients} />}
      </div>
      {isAdding && <ClientForm onClose={() => setAdding(false)} />}
      <Told />
    </section>
  );
}

const columns = ['name', 'scopes', 'department', 'rate', 'used', 'state', 'acts'] as const;

function Clients({ clients }: { readonly clients: readonly ClientLine[] }) {
  const t = useText();
  const departmentName = useDepartmentName();
  const head = (column: (typeof columns)[number]) => t(`officer.clients.columns.${column}`);
  return (
    <table className="table ocards">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {head(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {clients.map((client) => (
          <tr key={client.clientId}>
            <td data-head={head('name')}>{client.name}</td>
            <td data-head={head('scopes')}>
              {client.scopes.map((scope) => t(`officer.clients.scopes.${scope}`)).join('；')}
            </td>
            <td data-head={head('department')}>
              {client.departmentId === null ? '—' : departmentName(client.departmentId)}
            </td>
            <td data-head={head('rate')} className="num">
              {client.perMinute}
            </td>
            <td data-head={head('used')} className="num nowrap">
              {client.lastUsedAt === null ? '—' : fullTime(client.lastUsedAt).slice(0, 16)}
            </td>
            <td data-head={head('state')} className="nowrap">
              {client.revokedAt === null ? (
                <span className="tag tag--good">{t('officer.clients.works')}</span>
              ) : (
                <span className="tag tag--bad">
                  {t('officer.clients.revoked', { at: fullTime(client.revokedAt).slice(0, 16) })}
                </span>
              )}
            </td>
            <td data-head={head('acts')}>
              {client.revokedAt === null ? <Acts client={client} /> : '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const acts = ['roll', 'revoke'] as const;

function Acts({ client }: { readonly client: ClientLine }) {
  const t = useText();
  const { isBusy, ...does } = useClients();
  const [asking, setAsking] = useState<(typeof acts)[number] | null>(null);
  const { name } = client;
  return (
    <span className="orow">
      {acts.map((one) => (
        <button
          key={one}
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          aria-label={`${t(`officer.clients.acts.${one}`)} ${name}`}
          onClick={() => setAsking(one)}
        >
          {t(`officer.clients.acts.${one}`)}
        </button>
      ))}
      {asking && (
        <AskDialog
          title={t('officer.clients.ask', { act: t(`officer.clients.acts.${asking}`), name })}
          text={t(`officer.clients.effects.${asking}`)}
          act={t(`officer.clients.acts.${asking}`)}
          busy={isBusy}
          onClose={() => setAsking(null)}
          onAct={() => void does[asking](client).then(() => setAsking(null))}
        />
      )}
    </span>
  );
}

/** Told this once, until it is put away. */
function Told() {
  const t = useText();
  const { told, putAway } = useClients();
  if (told === null) return null;
  return (
    <ToldOnce
      title={t('officer.clients.token', { name: told.name })}
      why={t('officer.clients.tokenWhy')}
      secret={told.token}
      kept={t('officer.clients.tokenKept')}
      isLong
      onKept={putAway}
    />
  );
}
