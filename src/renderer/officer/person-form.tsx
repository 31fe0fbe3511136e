import { type FormEvent, useState } from 'react';
import type { PersonLine } from '../../shared/contract/admin/schemas.ts';
import { roles } from '../../shared/domain/session/user.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { useDepartments } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { usePeople } from './use-office.ts';

/** Somebody new, or who she or he is from now on. */
export function PersonForm({
  person,
  onClose,
}: {
  readonly person: PersonLine | null;
  onClose(): void;
}) {
  const t = useText();
  const { isBusy, failure, save } = usePeople();
  const [workNo, setWorkNo] = useState(person?.workNo ?? '');
  const [displayName, setName] = useState(person?.displayName ?? '');
  const [role, setRole] = useState(person?.role ?? 'agent');
  const [departmentId, setDepartment] = useState(person?.departmentId ?? '');
  const isOfDepartment = role === 'department';
  const isReady =
    /^[0-9A-Za-z]{1,16}$/.test(workNo) &&
    displayName.trim() !== '' &&
    (!isOfDepartment || departmentId !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const of = { workNo, isNew: person === null, displayName: displayName.trim(), role };
    void save({ ...of, departmentId: isOfDepartment ? departmentId : null }).then((isDone) => {
      if (isDone) onClose();
    });
  };
  return (
    <Dialog title={t(person ? 'officer.people.edit' : 'officer.people.add')} onClose={onClose}>
      <form onSubmit={submit} className="operson">
        <label className="dfield">
          <span>{t('officer.people.columns.workNo')}</span>
          <input
            className="input num"
            autoComplete="off"
            maxLength={16}
            readOnly={person !== null}
            value={workNo}
            onChange={({ target }) => setWorkNo(target.value.normalize('NFKC').trim())}
          />
        </label>
        <label className="dfield">
          <span>{t('officer.people.columns.name')}</span>
          <input
            className="input"
            autoComplete="off"
            maxLength={40}
            value={displayName}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label className="dfield">
          <span>{t('officer.people.columns.role')}</span>
          <select
            className="input"
            value={role}
            onChange={({ target }) => setRole(roles.find((one) => one === target.value) ?? role)}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {t(`signIn.roles.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {isOfDepartment && <DepartmentField id={departmentId} onChoose={setDepartment} />}
        <p className="panel__note">
          {t(person ? 'officer.people.editNote' : 'officer.people.addNote')}
        </p>
        {failure && <FailureNotice code={failure.code} />}
        <div className="dialog__acts">
          <button type="button" className="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="button button--main" disabled={isBusy || !isReady}>
            {t('officer.people.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function DepartmentField({ id, onChoose }: { readonly id: string; onChoose(id: string): void }) {
  const t = useText();
  const catalogue = useDepartments();
  // Who is of one that was closed stays there until somebody says otherwise.
  const offered = catalogue.departments.filter((one) => one.isActive || one.id === id);
  return (
    <label className="dfield">
      <span>{t('officer.people.columns.department')}</span>
      <select className="input" value={id} onChange={({ target }) => onChoose(target.value)}>
        <option value="" />
        {offered.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}
