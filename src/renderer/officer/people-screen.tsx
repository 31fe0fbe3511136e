import { useEffect, useState } from 'react';
import type { PersonLine } from '../../shared/contract/admin/schemas.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { useDepartmentName } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { clockTime, fullTime } from '../ui/format.ts';
import { AskDialog } from './ask-dialog.tsx';
import type { PersonAct } from './people-store.ts';
import { PersonForm } from './person-form.tsx';
import { ToldOnce } from './told-once.tsx';
import { usePeople } from './use-office.ts';

/** 人员: accounts with role, department, lock and second factor; each change is asked for and in the audit. */
export function PeopleScreen() {
  const t = useText();
  const { isBusy, failure, overview, look } = usePeople();
  const [editing, setEditing] = useState<PersonLine | 'new' | null>(null);
  useEffect(() => void look(), [look]);
  return (
    <section className="panel opanel" aria-label={t('officer.people.title')} aria-busy={isBusy}>
      <div className="panel__head">
        <h2 className="panel__title">{t('officer.people.title')}</h2>
        <span className="panel__note">{t('officer.people.note')}</span>
        <button
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          onClick={() => setEditing('new')}
        >
          {t('officer.people.add')}
        </button>
      </div>
      <DeskRule />
      {failure && editing === null && <FailureNotice code={failure.code} />}
      <div className="panel__body" tabIndex={0} role="group" aria-label={t('officer.people.title')}>
        {overview === null ? (
          <EmptyState title={t('department.loading')} />
        ) : (
          <People people={overview.people} onEdit={setEditing} />
        )}
      </div>
      {editing !== null && (
        <PersonForm person={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
      <Told />
    </section>
  );
}

const columns = [
  'workNo',
  'name',
  'role',
  'department',
  'state',
  'factor',
  'signedIn',
  'acts',
] as const;

interface PeopleProps {
  readonly people: readonly PersonLine[];
  onEdit(person: PersonLine): void;
}

function People({ people, onEdit }: PeopleProps) {
  const t = useText();
  const departmentName = useDepartmentName();
  return (
    <table className="table ocards">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`officer.people.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.workNo}>
            <td data-head={t('officer.people.columns.workNo')} className="num">
              {person.workNo}
            </td>
            <td data-head={t('officer.people.columns.name')}>{person.displayName}</td>
            <td data-head={t('officer.people.columns.role')} className="nowrap">
              {t(`signIn.roles.${person.role}`)}
            </td>
            <td data-head={t('officer.people.columns.department')}>
              {person.departmentId === undefined ? '—' : departmentName(person.departmentId)}
            </td>
            <td data-head={t('officer.people.columns.state')}>
              <Standing person={person} />
            </td>
            <td data-head={t('officer.people.columns.factor')} className="nowrap">
              {t(person.hasFactor ? 'officer.people.bound' : 'officer.people.unbound')}
            </td>
            <td data-head={t('officer.people.columns.signedIn')} className="num nowrap">
              {person.signedInAt === null ? '—' : fullTime(person.signedInAt).slice(0, 16)}
            </td>
            <td data-head={t('officer.people.columns.acts')}>
              <Acts person={person} onEdit={onEdit} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Standing({ person: { disabled, lockedUntil } }: { readonly person: PersonLine }) {
  const t = useText();
  if (disabled) return <span className="tag tag--bad">{t('admin.disabled')}</span>;
  if (lockedUntil !== null)
    return (
      <span className="tag tag--warn">{t('admin.locked', { time: clockTime(lockedUntil) })}</span>
    );
  return <>{t('admin.open')}</>;
}

function actsOf({ disabled, lockedUntil, hasFactor }: PersonLine): readonly PersonAct[] {
  if (disabled) return ['enable'];
  return [
    'resetPassword',
    ...(hasFactor === true ? (['resetFactor'] as const) : []),
    ...(lockedUntil !== null ? (['unlock'] as const) : []),
    'disable',
  ];
}

function Acts({
  person,
  onEdit,
}: {
  readonly person: PersonLine;
  onEdit(person: PersonLine): void;
}) {
  const t = useText();
  const { isBusy, act } = usePeople();
  const [asking, setAsking] = useState<PersonAct | null>(null);
  const { workNo, displayName: name } = person;
  return (
    <span className="orow">
      <button
        type="button"
        className="button button--small"
        aria-haspopup="dialog"
        aria-label={t('officer.people.editOf', { workNo })}
        onClick={() => onEdit(person)}
      >
        {t('officer.people.edit')}
      </button>
      {actsOf(person).map((one) => (
        <button
          key={one}
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          aria-label={`${t(`officer.people.acts.${one}`)} ${workNo}`}
          onClick={() => setAsking(one)}
        >
          {t(`officer.people.acts.${one}`)}
        </button>
      ))}
      {asking && (
        <AskDialog
          title={t('officer.people.ask', { act: t(`officer.people.acts.${asking}`), workNo, name })}
          text={t(`officer.people.effects.${asking}`)}
          act={t(`officer.people.acts.${asking}`)}
          busy={isBusy}
          onClose={() => setAsking(null)}
          onAct={() => void act(asking, workNo).then(() => setAsking(null))}
        />
      )}
    </span>
  );
}

/** A password of the hub's making: told this once, until it is put away. */
function Told() {
  const t = useText();
  const { told, putAway } = usePeople();
  if (told === null) return null;
  return (
    <ToldOnce
      title={t('officer.people.password', { workNo: told.workNo })}
      why={t('officer.people.passwordWhy')}
      secret={told.password}
      kept={t('officer.people.passwordKept')}
      onKept={putAway}
    />
  );
}

const deskRoles = ['lead', 'admin'] as const;

/** For whom a desk asks for the second factor as well. Who has one is asked in any case. */
function DeskRule() {
  const t = useText();
  const { isBusy, rule, putRule } = usePeople();
  return (
    <fieldset className="toolbar orule">
      <legend className="sr-only">{t('officer.people.rule')}</legend>
      <span>{t('officer.people.rule')}</span>
      {deskRoles.map((role) => {
        const isOn = rule.desk.includes(role);
        const others = rule.desk.filter((one) => one !== role);
        return (
          <label key={role} className="toolbar__choice">
            <input
              type="checkbox"
              checked={isOn}
              disabled={isBusy}
              onChange={() => void putRule(isOn ? others : [...others, role])}
            />
            {t(`signIn.roles.${role}`)}
          </label>
        );
      })}
    </fieldset>
  );
}
