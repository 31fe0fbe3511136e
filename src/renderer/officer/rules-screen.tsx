import { useEffect, useState } from 'react';
import type { DepartmentFault } from '../../shared/domain/office/judge-departments.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { useDepartments } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { fullTime } from '../ui/format.ts';
import { Segments } from '../ui/segments.tsx';
import { changeText } from './audit-detail.ts';
import { Changes, ConfirmPut } from './confirm-put.tsx';
import { DepartmentsTable } from './departments-table.tsx';
import { changesOf, faultsOf, shownOf } from './departments-store.ts';
import { matterText } from './matter-text.ts';
import { RoutesTable } from './routes-table.tsx';
import { useCatalogueDraft } from './use-office.ts';

/** 部门与派单: who may be given tickets, how they are reached, and who usually handles what. Edited as a whole, put in with one press. */
export function RulesScreen() {
  const t = useText();
  const state = useCatalogueDraft();
  const { isBusy, failure, known, look } = state;
  const [part, setPart] = useState<'departments' | 'routes'>('departments');
  useEffect(() => void look(), [look]);
  const { version = 0 } = known?.catalogue ?? {};
  return (
    <section className="panel opanel" aria-label={t('officer.rules.title')} aria-busy={isBusy}>
      <div className="panel__head">
        <h2 className="panel__title">{t('officer.rules.title')}</h2>
        <span className="panel__note">
          {known !== null && version > 0
            ? t('officer.rules.version', {
                version,
                who: known.byWorkNo,
                at: fullTime(known.at).slice(0, 16),
              })
            : t('officer.rules.shipped')}
        </span>
      </div>
      <div className="toolbar">
        <Segments
          label={t('officer.rules.which')}
          value={part}
          options={[
            { value: 'departments', label: t('officer.rules.departments') },
            { value: 'routes', label: t('officer.rules.routes') },
          ]}
          onChange={(which) => setPart(which === 'routes' ? 'routes' : 'departments')}
        />
      </div>
      {failure && <FailureNotice code={failure.code} />}
      <div className="panel__body" tabIndex={0} role="group" aria-label={t('officer.rules.title')}>
        {known === null && <EmptyState title={t('department.loading')} />}
        {known !== null && part === 'departments' && <DepartmentsTable shown={shownOf(state)} />}
        {known !== null && part === 'routes' && <RoutesTable shown={shownOf(state)} />}
      </div>
      <Unsaved />
    </section>
  );
}

/** What is changed and not put in, what speaks against it, and what somebody else has changed meanwhile. */
function Unsaved() {
  const t = useText();
  const departments = useDepartments();
  const state = useCatalogueDraft();
  const { isBusy, theirs, drop, put } = state;
  const [isAsking, setAsking] = useState(false);
  const changes = changesOf(state);
  const faults = faultsOf(state);
  if (changes.length === 0) return null;
  const draft = { version: 0, ...shownOf(state) };
  return (
    <div className="ounsaved">
      {theirs.length > 0 && (
        <div className="onotice" role="alert">
          {t('officer.rules.theirs')}
          <Changes lines={theirs.map((line) => changeText(line, t, departments))} />
        </div>
      )}
      {faults.length > 0 && (
        <div role="alert">
          <ul className="ofaults">
            {faults.map((fault) => (
              <li key={JSON.stringify(fault)}>
                <FaultText fault={fault} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="orow">
        <span role="status">{t('officer.rules.changed', { count: changes.length })}</span>
        <button
          type="button"
          className="button button--main"
          aria-haspopup="dialog"
          disabled={isBusy || faults.length > 0}
          onClick={() => setAsking(true)}
        >
          {t('officer.rules.put')}
        </button>
        <button type="button" className="button" disabled={isBusy} onClick={drop}>
          {t('officer.rules.drop')}
        </button>
      </div>
      {isAsking && (
        <ConfirmPut
          lines={changes.map((line) => changeText(line, t, draft))}
          why={t('officer.rules.confirmWhy')}
          busy={isBusy}
          onPut={() => void put().then(() => setAsking(false))}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function FaultText({ fault }: { readonly fault: DepartmentFault }) {
  const t = useText();
  const { departments, routes } = shownOf(useCatalogueDraft());
  const nameOf = () => {
    if ('id' in fault) return departments.find(({ id }) => id === fault.id)?.name ?? fault.id;
    const route = 'route' in fault ? routes[fault.route] : undefined;
    if (!route) return '';
    return `${matterText(route.prefix, t)} · ${route.district ?? t('officer.rules.wholeCity')}`;
  };
  return <>{t(`officer.rules.faults.${fault.why}`, { name: nameOf() })}</>;
}
