import { type FormEvent, useState } from 'react';
import type { Department, DispatchRoute } from '../../shared/domain/office/departments.ts';
import { districts } from '../../shared/domain/office/places.ts';
import { useText } from '../parts/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { mattersOf } from './matter-text.ts';

/** One line of the catalogue of dispatch. Only departments that are open can be chosen. */
export function RouteForm({
  route,
  departments,
  onDone,
  onClose,
}: {
  readonly route: DispatchRoute | null;
  readonly departments: readonly Department[];
  onDone(route: DispatchRoute): void;
  onClose(): void;
}) {
  const t = useText();
  const open = departments.filter(({ isActive }) => isActive);
  const isOpen = (id: string) => open.some((one) => one.id === id);
  const [prefix, setPrefix] = useState(route?.prefix ?? '');
  const [district, setDistrict] = useState(route?.district ?? '');
  const [leadId, setLead] = useState(route && isOpen(route.leadId) ? route.leadId : '');
  const [assistIds, setAssists] = useState((route?.assistIds ?? []).filter(isOpen));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (leadId === '') return;
    const helping = assistIds.filter((id) => id !== leadId);
    const place = district === '' ? null : district;
    onDone({ prefix, district: place, leadId, assistIds: helping });
  };
  return (
    <Dialog title={t('officer.rules.route.title')} onClose={onClose}>
      <form onSubmit={submit} className="operson">
        <Choice
          label={t('officer.rules.columns.matter')}
          value={prefix}
          options={mattersOf(t).map((one) => [one.prefix, one.text])}
          onChosen={setPrefix}
        />
        <Choice
          label={t('officer.rules.columns.place')}
          value={district}
          options={[['', t('officer.rules.wholeCity')], ...districts.map(same)]}
          onChosen={setDistrict}
        />
        <Choice
          label={t('officer.rules.columns.lead')}
          value={leadId}
          options={[['', ''], ...open.map(({ id, name }): Option => [id, name])]}
          onChosen={setLead}
        />
        <fieldset className="oassists">
          <legend>{t('officer.rules.columns.assists')}</legend>
          {open
            .filter(({ id }) => id !== leadId)
            .map(({ id, name }) => (
              <label key={id} className="toolbar__choice">
                <input
                  type="checkbox"
                  checked={assistIds.includes(id)}
                  onChange={({ target }) =>
                    setAssists(
                      target.checked ? [...assistIds, id] : assistIds.filter((one) => one !== id),
                    )
                  }
                />
                {name}
              </label>
            ))}
        </fieldset>
        <div className="dialog__acts">
          <button type="button" className="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="button button--main" disabled={leadId === ''}>
            {t('officer.rules.form.done')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

type Option = readonly [value: string, text: string];
const same = (one: string): Option => [one, one];

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  onChosen(value: string): void;
}

function Choice({ label, value, options, onChosen }: ChoiceProps) {
  return (
    <label className="dfield">
      <span>{label}</span>
      <select className="input" value={value} onChange={({ target }) => onChosen(target.value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
