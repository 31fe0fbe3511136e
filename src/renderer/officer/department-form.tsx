import { type FormEvent, useState } from 'react';
import type { Department, DutyPhone } from '../../shared/domain/office/departments.ts';
import { districts } from '../../shared/domain/office/places.ts';
import { useText } from '../parts/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';

/** As the boundary takes them (`department-schemas.ts`). */
const mostPhones = 5;
const isPhone = (number: string) => /^[+\d][\d -]{2,31}$/.test(number);

const noPhone: DutyPhone = { number: '', hours: '' };

/** Name, place and duty telephones of one department. It changes what is shown; nothing is put in yet. */
export function DepartmentForm({
  department,
  onDone,
  onClose,
}: {
  readonly department: Department;
  onDone(department: Department): void;
  onClose(): void;
}) {
  const t = useText();
  const { id, isActive } = department;
  const [name, setName] = useState(department.name);
  const [district, setDistrict] = useState(department.district ?? '');
  const [phones, setPhones] = useState<readonly DutyPhone[]>(
    department.phones.length === 0 ? [noPhone] : department.phones,
  );
  const given = phones.filter(({ number }) => number !== '');
  const isReady = name.trim() !== '' && given.every(({ number }) => isPhone(number));
  const setPhone = (index: number, phone: DutyPhone) =>
    setPhones(phones.map((one, at) => (at === index ? phone : one)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const place = district === '' ? null : district;
    onDone({ id, name: name.trim(), district: place, phones: given.map(trimmed), isActive });
  };
  return (
    <Dialog
      title={department.name === '' ? t('officer.rules.add') : t('officer.rules.editOf', { name })}
      onClose={onClose}
    >
      <form onSubmit={submit} className="operson">
        <label className="dfield">
          <span>{t('officer.rules.columns.name')}</span>
          <input
            className="input"
            autoFocus
            autoComplete="off"
            maxLength={40}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label className="dfield">
          <span>{t('officer.rules.columns.district')}</span>
          <select
            className="input"
            value={district}
            onChange={({ target }) => setDistrict(target.value)}
          >
            <option value="">{t('officer.rules.wholeCity')}</option>
            {districts.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        {phones.map((phone, index) => (
          <PhoneFields
            key={index}
            no={index + 1}
            phone={phone}
            onTyped={(typed) => setPhone(index, typed)}
          />
        ))}
        {phones.length < mostPhones && (
          <button type="button" className="link" onClick={() => setPhones([...phones, noPhone])}>
            {t('officer.rules.form.morePhones')}
          </button>
        )}
        <p className="panel__note">{t('officer.rules.form.note')}</p>
        <div className="dialog__acts">
          <button type="button" className="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="button button--main" disabled={!isReady}>
            {t('officer.rules.form.done')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const trimmed = ({ number, hours }: DutyPhone): DutyPhone => ({
  number: number.trim(),
  hours: hours.trim(),
});

interface PhoneProps {
  readonly no: number;
  readonly phone: DutyPhone;
  onTyped(phone: DutyPhone): void;
}

/** A number, and when it is answered; an empty number goes. */
function PhoneFields({ no, phone, onTyped }: PhoneProps) {
  const t = useText();
  const { number, hours } = phone;
  const isWrong = number !== '' && !isPhone(number);
  return (
    <div className="ophone">
      <label className="dfield">
        <span>{t('officer.rules.form.phone', { no })}</span>
        <input
          className="input num"
          autoComplete="off"
          inputMode="tel"
          maxLength={32}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `phone-${no}-error` : undefined}
          value={number}
          onChange={({ target }) => onTyped({ number: target.value.normalize('NFKC'), hours })}
        />
      </label>
      <label className="dfield">
        <span>{t('officer.rules.form.hours', { no })}</span>
        <input
          className="input"
          autoComplete="off"
          maxLength={40}
          placeholder={t('officer.rules.form.hoursHint')}
          value={hours}
          onChange={({ target }) => onTyped({ number, hours: target.value })}
        />
      </label>
      {isWrong && (
        <p id={`phone-${no}-error`} className="field__error">
          {t('officer.rules.form.phoneWrong')}
        </p>
      )}
    </div>
  );
}
