import type { PersonLine } from '../../../shared/contract/admin/schemas.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { clockTime, fullTime } from '../../ui/format.ts';
import { adminStore } from './admin-store.ts';

const columns = ['workNo', 'name', 'role', 'state', 'signedIn'] as const;

/** Accounts, by work number. Who is locked can be let in again; everything else is done on the hub's machine. */
export function PeopleTable({ people }: { readonly people: readonly PersonLine[] }) {
  const t = useText();
  return (
    <section aria-labelledby="admin-people">
      <h3 id="admin-people">
        {t('admin.people')} <small>{t('admin.peopleCount', { count: people.length })}</small>
      </h3>
      <table className="table" aria-labelledby="admin-people">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`admin.peopleColumns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.workNo}>
              <td className="num nowrap">{person.workNo}</td>
              <td>{person.displayName}</td>
              <td className="nowrap">{t(`signIn.roles.${person.role}`)}</td>
              <td>
                <Standing person={person} />
              </td>
              <td className="num nowrap">
                {person.signedInAt === null ? t('admin.never') : fullTime(person.signedInAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Standing({ person }: { readonly person: PersonLine }) {
  const t = useText();
  const askUnlock = useFeature(adminStore, (state) => state.askUnlock);
  const { disabled, lockedUntil } = person;
  if (lockedUntil === null)
    return disabled ? <b className="admin__bad">{t('admin.disabled')}</b> : t('admin.open');
  return (
    <span className="admin__standing">
      {disabled && <b className="admin__bad">{t('admin.disabled')}</b>}
      <b className="admin__bad">{t('admin.locked', { time: clockTime(lockedUntil) })}</b>
      <button
        type="button"
        className="button button--small"
        aria-haspopup="dialog"
        onClick={() => askUnlock(person)}
      >
        {t('admin.unlock')}
      </button>
    </span>
  );
}
