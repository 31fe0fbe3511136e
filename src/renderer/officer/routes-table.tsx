import { useState } from 'react';
import { type DispatchRoute, departmentName } from '../../shared/domain/office/departments.ts';
import type { AskedDepartments } from '../../shared/domain/office/judge-departments.ts';
import { useText } from '../parts/use-text.ts';
import { matterText } from './matter-text.ts';
import { RouteForm } from './route-form.tsx';
import { useCatalogueDraft } from './use-office.ts';

const columns = ['matter', 'place', 'lead', 'assists', 'acts'] as const;

/** The catalogue of dispatch: what and where, who leads and who helps. */
export function RoutesTable({ shown }: { readonly shown: AskedDepartments }) {
  const t = useText();
  const { edit } = useCatalogueDraft();
  /** The place of a line in the list; its length = a new one. */
  const [editing, setEditing] = useState<number | null>(null);
  const { routes } = shown;
  const change = (of: (routes: readonly DispatchRoute[]) => readonly DispatchRoute[]) =>
    edit((asked) => ({ departments: asked.departments, routes: of(asked.routes) }));
  const nameOf = (id: string) => departmentName({ version: 0, ...shown }, id);
  return (
    <>
      <p className="panel__note onote--plain">{t('officer.rules.route.note')}</p>
      <table className="table ocards">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`officer.rules.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {routes.map((route, index) => (
            <Row
              key={`${route.prefix}@${route.district ?? ''}@${index}`}
              route={route}
              nameOf={nameOf}
              onEdit={() => setEditing(index)}
              onRemove={() => change((all) => all.filter((_, at) => at !== index))}
            />
          ))}
        </tbody>
      </table>
      <div className="oadd">
        <button
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          onClick={() => setEditing(routes.length)}
        >
          {t('officer.rules.route.add')}
        </button>
      </div>
      {editing !== null && (
        <RouteForm
          route={routes[editing] ?? null}
          departments={shown.departments}
          onDone={(route) => {
            change((all) => all.toSpliced(editing, 1, route));
            setEditing(null);
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

interface RowProps {
  readonly route: DispatchRoute;
  nameOf(id: string): string;
  onEdit(): void;
  onRemove(): void;
}

function Row({ route, nameOf, onEdit, onRemove }: RowProps) {
  const t = useText();
  const { prefix, district, leadId, assistIds } = route;
  const matter = matterText(prefix, t);
  const place = district ?? t('officer.rules.wholeCity');
  const name = `${matter} ${place}`;
  return (
    <tr>
      <td data-head={t('officer.rules.columns.matter')}>{matter}</td>
      <td data-head={t('officer.rules.columns.place')} className="nowrap">
        {place}
      </td>
      <td data-head={t('officer.rules.columns.lead')}>{nameOf(leadId)}</td>
      <td data-head={t('officer.rules.columns.assists')}>
        {assistIds.map(nameOf).join('、') || '—'}
      </td>
      <td data-head={t('officer.rules.columns.acts')}>
        <span className="orow">
          <button
            type="button"
            className="button button--small"
            aria-haspopup="dialog"
            aria-label={t('officer.rules.editOf', { name })}
            onClick={onEdit}
          >
            {t('officer.rules.edit')}
          </button>
          <button
            type="button"
            className="button button--small"
            aria-label={t('officer.rules.route.removeOf', { name })}
            onClick={onRemove}
          >
            {t('officer.rules.route.remove')}
          </button>
        </span>
      </td>
    </tr>
  );
}
