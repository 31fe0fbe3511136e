import { useState } from 'react';
import type { Department } from '../../shared/domain/office/departments.ts';
import type { AskedDepartments } from '../../shared/domain/office/judge-departments.ts';
import { createId } from '../page/browser-id.ts';
import { useText } from '../parts/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DepartmentForm } from './department-form.tsx';
import { shownOf, withStanding } from './departments-store.ts';
import { useCatalogueDraft } from './use-office.ts';

const columns = ['name', 'district', 'phones', 'standing', 'acts'] as const;

/** A new one gets an id of its own for ever, in the letters that tickets take. */
const nobody = (): Department => ({
  id: `office.${createId().replaceAll('-', '')}`,
  name: '',
  district: null,
  phones: [],
  isActive: true,
});

/** Every department that there ever was: a closed one keeps its line, and its name in tickets. */
export function DepartmentsTable({ shown }: { readonly shown: AskedDepartments }) {
  const t = useText();
  const { edit } = useCatalogueDraft();
  const [editing, setEditing] = useState<Department | null>(null);
  const save = (department: Department) => {
    edit(({ departments, routes }) => ({ departments: withOne(departments, department), routes }));
    setEditing(null);
  };
  return (
    <>
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
          {shown.departments.map((one) => (
            <Row key={one.id} department={one} onEdit={setEditing} />
          ))}
        </tbody>
      </table>
      <div className="oadd">
        <button
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          onClick={() => setEditing(nobody())}
        >
          {t('officer.rules.add')}
        </button>
      </div>
      {editing && (
        <DepartmentForm department={editing} onDone={save} onClose={() => setEditing(null)} />
      )}
      <Closing />
    </>
  );
}

function withOne(all: readonly Department[], one: Department): readonly Department[] {
  const isKnown = all.some(({ id }) => id === one.id);
  return isKnown ? all.map((other) => (other.id === one.id ? one : other)) : [...all, one];
}

interface RowProps {
  readonly department: Department;
  onEdit(department: Department): void;
}

function Row({ department, onEdit }: RowProps) {
  const t = useText();
  const { isBusy, askClose, edit } = useCatalogueDraft();
  const { id, name, district, phones, isActive } = department;
  return (
    <tr>
      <td data-head={t('officer.rules.columns.name')}>{name}</td>
      <td data-head={t('officer.rules.columns.district')} className="nowrap">
        {district ?? t('officer.rules.wholeCity')}
      </td>
      <td data-head={t('officer.rules.columns.phones')} className="num">
        {phones.length === 0 && <span className="panel__note">{t('officer.rules.noPhone')}</span>}
        {phones.map(({ number, hours }) => (
          <span key={number} className="oline">
            {number} <span className="panel__note">{hours}</span>
          </span>
        ))}
      </td>
      <td data-head={t('officer.rules.columns.standing')} className="nowrap">
        {isActive ? (
          t('officer.rules.standing.open')
        ) : (
          <span className="tag tag--warn">{t('officer.rules.standing.closed')}</span>
        )}
      </td>
      <td data-head={t('officer.rules.columns.acts')}>
        <span className="orow">
          <button
            type="button"
            className="button button--small"
            aria-haspopup="dialog"
            aria-label={t('officer.rules.editOf', { name })}
            onClick={() => onEdit(department)}
          >
            {t('officer.rules.edit')}
          </button>
          {isActive ? (
            <button
              type="button"
              className="button button--small"
              aria-haspopup="dialog"
              aria-label={t('officer.rules.closeOf', { name })}
              disabled={isBusy}
              onClick={() => void askClose(id)}
            >
              {t('officer.rules.close')}
            </button>
          ) : (
            <button
              type="button"
              className="button button--small"
              aria-label={t('officer.rules.reopenOf', { name })}
              onClick={() => edit((asked) => withStanding(asked, id, true))}
            >
              {t('officer.rules.reopen')}
            </button>
          )}
        </span>
      </td>
    </tr>
  );
}

/** Asked before a department is closed, with whom that concerns. */
function Closing() {
  const t = useText();
  const state = useCatalogueDraft();
  const { closing, close, keepOpen } = state;
  if (closing === null) return null;
  const { id, concerned } = closing;
  const { departments, routes } = shownOf(state);
  const name = departments.find((one) => one.id === id)?.name ?? id;
  const lines = routes.filter(({ leadId, assistIds }) => [leadId, ...assistIds].includes(id));
  const { tickets, ticketNos, people } = concerned;
  return (
    <Dialog title={t('officer.rules.closing.title', { name })} onClose={keepOpen}>
      <p>{t('officer.rules.closing.what')}</p>
      {tickets === 0 ? (
        <p>{t('officer.rules.closing.none')}</p>
      ) : (
        <p>
          {t('officer.rules.closing.tickets', { count: tickets })}
          <span className="num">{ticketNos.join('、')}</span>
          {tickets > ticketNos.length && t('officer.rules.closing.more')}
        </p>
      )}
      {people > 0 && <p>{t('officer.rules.closing.people', { count: people })}</p>}
      {lines.length > 0 && <p>{t('officer.rules.closing.routes', { count: lines.length })}</p>}
      <div className="dialog__acts">
        <button type="button" className="button" autoFocus onClick={keepOpen}>
          {t('common.cancel')}
        </button>
        <button type="button" className="button button--main" onClick={close}>
          {t('officer.rules.closing.act')}
        </button>
      </div>
    </Dialog>
  );
}
