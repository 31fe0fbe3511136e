import { type FormEvent, useState } from 'react';
import { clientInput, clientRates } from '../../shared/contract/admin/client-schemas.ts';
import { type ClientScope, clientScopes } from '../../shared/contract/open/scopes.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { useDepartments } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useClients } from './use-office.ts';

/** A new client: its name, what it may, how often. What stands here is judged by the schema that the hub judges by. */
export function ClientForm({ onClose }: { onClose(): void }) {
  const t = useText();
  const { isBusy, failure, add } = useClients();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly ClientScope[]>([]);
  const [departmentId, setDepartment] = useState('');
  const [rate, setRate] = useState(String(clientRates.usual));
  const isOfDepartment = scopes.includes('results');
  const place = isOfDepartment && departmentId !== '' ? departmentId : null;
  const read = clientInput.safeParse({
    name: name.normalize('NFKC').trim(),
    scopes: [...scopes],
    departmentId: place,
    perMinute: Number(rate),
  });
  const offered = useDepartments().departments.filter(({ isActive }) => isActive);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!read.success) return;
    void add(read.data).then((isDone) => {
      if (isDone) onClose();
    });
  };
  return (
    <Dialog title={t('officer.clients.add')} onClose={onClose}>
      <form onSubmit={submit} className="operson">
        <label className="dfield">
          <span>{t('officer.clients.nameHint')}</span>
          <input
            className="input"
            autoComplete="off"
            autoFocus
            maxLength={40}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <ScopeFields scopes={scopes} onChange={setScopes} />
        {isOfDepartment && (
          <label className="dfield">
            <span>{t('officer.clients.departmentHint')}</span>
            <select
              className="input"
              value={departmentId}
              onChange={({ target }) => setDepartment(target.value)}
            >
              <option value="" />
              {offered.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="dfield">
          <span>{t('officer.clients.rateHint', clientRates)}</span>
          <input
            className="input num"
            inputMode="numeric"
            autoComplete="off"
            maxLength={4}
            value={rate}
            onChange={({ target }) => setRate(target.value.normalize('NFKC').trim())}
          />
        </label>
        <p className="panel__note">{t('officer.clients.addNote')}</p>
        {failure && <FailureNotice code={failure.code} title={titleOf(failure.code, t)} />}
        <div className="dialog__acts">
          <button type="button" className="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="button button--main" disabled={isBusy || !read.success}>
            {t('officer.clients.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The form is right; what the hub still refuses is a name that is there. */
function titleOf(code: string, t: ReturnType<typeof useText>): string | undefined {
  return code === 'input.invalid' ? t('officer.clients.taken') : undefined;
}

function ScopeFields({
  scopes,
  onChange,
}: {
  readonly scopes: readonly ClientScope[];
  onChange(scopes: readonly ClientScope[]): void;
}) {
  const t = useText();
  const toggle = (scope: ClientScope) => {
    const next = clientScopes.filter((one) => scopes.includes(one) !== (one === scope));
    // Without reading there is nothing to uncover.
    onChange(next.includes('tickets') ? next : next.filter((one) => one !== 'names'));
  };
  return (
    <fieldset className="oscopes">
      <legend>{t('officer.clients.columns.scopes')}</legend>
      {clientScopes.map((scope) => (
        <label key={scope} className="toolbar__choice">
          <input
            type="checkbox"
            checked={scopes.includes(scope)}
            disabled={scope === 'names' && !scopes.includes('tickets')}
            onChange={() => toggle(scope)}
          />
          {t(`officer.clients.scopes.${scope}`)}
        </label>
      ))}
    </fieldset>
  );
}
