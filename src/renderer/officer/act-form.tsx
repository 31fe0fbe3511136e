import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import { ActFrame, type InputAttributes } from '../page/act-frame.tsx';
import { useText } from '../parts/use-text.ts';
import {
  type ActField,
  type ActValues,
  type OfficerForm,
  beginningOf,
  fieldsOf,
  formsFor,
  missingIn,
  waitingApplications,
} from './act-forms.ts';
import { draftOf } from './tickets-store.ts';
import { useTickets } from './use-office.ts';

/** What can be done now; what has to be decided stands first. Each asks once more in its form. */
export function ActRow({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { act, isBusy, begin } = useTickets();
  const forms = formsFor(ticket);
  if (forms.length === 0) return null;
  return (
    <div className="dacts">
      {forms.map((one, index) => (
        <button
          key={one}
          type="button"
          className={index === 0 ? 'button button--main' : 'button'}
          disabled={isBusy}
          aria-pressed={act === one}
          onClick={() => begin(act === one ? null : one)}
        >
          {t(`officer.acts.${one}`)}
        </button>
      ))}
    </div>
  );
}

/** What the chosen act asks. */
export function ActForm({ ticket }: { readonly ticket: Ticket }) {
  const { act } = useTickets();
  if (act === null || !formsFor(ticket).includes(act)) return null;
  return <Form key={`${ticket.ticketId}${act}`} act={act} ticket={ticket} />;
}

function Form({ act, ticket }: { readonly act: OfficerForm; readonly ticket: Ticket }) {
  const t = useText();
  const { isBusy, begin, take, type, ...state } = useTickets();
  const typed = draftOf({ isBusy, ...state });
  const values: ActValues = { ...beginningOf(act, ticket), ...typed };
  return (
    <ActFrame<ActField>
      title={t(`officer.acts.${act}`)}
      note={t(`officer.effects.${act}`)}
      fields={fieldsOf(act)}
      values={values}
      missing={missingIn(act, values)}
      isBusy={isBusy}
      labelOf={({ name }) => t(`officer.fields.${name}`)}
      inputOf={(field, same) => <Input field={field} ticket={ticket} same={same} />}
      onTyped={(name, value) => type({ ...values, [name]: value })}
      onTake={() => {
        type(values);
        void take();
      }}
      onCancel={() => begin(null)}
    />
  );
}

interface InputProps {
  readonly field: ActField;
  readonly ticket: Ticket;
  readonly same: InputAttributes;
}

function Input({ field, ticket, same }: InputProps) {
  const t = useText();
  const choice = (options: readonly (readonly [value: string, words: string])[]) => (
    <select {...same}>
      <option value="" />
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
  switch (field.kind) {
    case 'lines':
      return <textarea {...same} rows={3} maxLength={field.max} />;
    case 'line':
      return <input {...same} type="text" maxLength={field.max} />;
    case 'time':
      return <input {...same} type="datetime-local" />;
    case 'level':
      return choice([
        ['supervised', t('flow.levels.supervised')],
        ['listed', t('flow.levels.listed')],
      ]);
    case 'agrees':
      return choice([
        ['yes', t('flow.agrees.yes')],
        ['no', t('flow.agrees.no')],
      ]);
    case 'application':
      return choice(
        waitingApplications(ticket).map(({ applicationId, what, reason }) => [
          applicationId,
          `${t(`flow.applications.${what}`)}：${reason}`,
        ]),
      );
  }
}
