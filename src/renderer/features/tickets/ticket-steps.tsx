import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { flowSubject } from '../../../shared/domain/tickets/flow-subject.ts';
import { flowOf } from '../../../shared/domain/tickets/flow.ts';
import type { FlowAct } from '../../../shared/domain/tickets/flow-acts.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { useDeskState, useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useDepartments } from '../../parts/use-departments.ts';
import { useText } from '../../parts/use-text.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import { DutyPhones } from './duty-phones.tsx';
import { BeforeHere } from './before-here.tsx';
import type { StepValues } from '../../../shared/domain/tickets/step-fields.ts';
import { type StepForm, beginningOf, mainSteps, stepForms, stillOffered } from './step-forms.ts';
import { StepPanel } from './step-panel.tsx';
import './steps.css';

/** What comes next in the course of the ticket, and everything else that this person may do now. */
export function TicketSteps({ sheet }: { readonly sheet: Sheet }) {
  const { ticket } = sheet;
  return ticket && <StepsOf sheet={sheet} ticket={ticket} />;
}

function StepsOf({ sheet, ticket }: { readonly sheet: Sheet; readonly ticket: Ticket }) {
  const t = useText();
  const role = useDeskState((desk) => desk.user?.role) ?? 'agent';
  const ask = useWorkbench((state) => state.ask);
  const departments = useDepartments();
  const { asking } = sheet;
  const [isWide, setWide] = useState(false);
  const subject = flowSubject(ticket, sheet.intake);
  const possible = stepForms.filter(
    (form) => flowOf(subject, form.act, role).kind === 'possible' && (form.isFor?.(ticket) ?? true),
  );
  const main = possible.find(({ act }) => act === mainSteps[ticket.state]);
  const others = possible.filter((form) => form !== main);
  const open = stepForms.find(({ act }) => act === asking?.step?.act);
  const begin = (form: StepForm) =>
    ask(sheet.draftKey, {
      button: '',
      reason: '',
      step: { act: form.act, values: beginningOf(form, ticket, departments) },
    });
  // A reason that is being typed would be lost to the step.
  const isReasonTyped = asking !== null && asking.reason.trim() !== '';
  useKeys(main && !open && !isReasonTyped ? { step: () => begin(main) } : {});
  if (open && asking?.step) {
    // Somebody else was faster: said before it is tried, and what was typed stays to be read.
    const answer = flowOf(subject, open.act, role);
    const barred = answer.kind === 'refused' ? answer.code : null;
    const { values } = asking.step;
    return <OpenStep sheet={sheet} ticket={ticket} form={open} values={values} barred={barred} />;
  }
  if (possible.length === 0) return null;
  return (
    <div className="steps" role="group" aria-label={t('flow.next')}>
      <ListChecks size={15} aria-hidden />
      {main && (
        <button
          type="button"
          className="button button--main"
          disabled={isReasonTyped}
          aria-keyshortcuts={ariaKey('step')}
          onClick={() => begin(main)}
        >
          {t(`flow.acts.${main.act}`)}
          <kbd className="kbd" aria-hidden>
            {keyHint('step')}
          </kbd>
        </button>
      )}
      {others.length > 0 && (
        <button
          type="button"
          className="button"
          aria-expanded={isWide}
          aria-controls="ticket-steps"
          onClick={() => setWide(!isWide)}
        >
          {t(isWide ? 'flow.fewer' : 'flow.more', { count: others.length })}
        </button>
      )}
      {isWide && others.length > 0 && (
        <div id="ticket-steps" className="steps__others">
          {others.map((form) => (
            <button
              key={form.act}
              type="button"
              className="button button--small"
              disabled={isReasonTyped}
              onClick={() => begin(form)}
            >
              {t(`flow.acts.${form.act}`)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Steps that ask to whom it goes. */
const assigning: ReadonlySet<FlowAct> = new Set<FlowAct>(['assign', 'propose', 'reassign']);

interface OpenStepProps {
  readonly sheet: Sheet;
  readonly ticket: Ticket;
  readonly form: StepForm;
  readonly values: StepValues;
  /** Why the step is no longer possible. */
  readonly barred: ErrorCode | null;
}

function OpenStep({ sheet, ticket, form, values, barred }: OpenStepProps) {
  const t = useText();
  const carryOut = useWorkbench((state) => state.carryOut);
  const ask = useWorkbench((state) => state.ask);
  const failed = (sheet.tried === form.act ? sheet.failure : null) ?? barred;
  const end = () => ask(sheet.draftKey, null);
  return (
    <>
      {failed && (
        <div className="ticket__notice">
          <ErrorNotice
            code={failed}
            lead={t('ticket.notDone', { action: t(`flow.acts.${form.act}`) })}
          />
        </div>
      )}
      {assigning.has(form.act) && (
        <BeforeHere
          sheet={sheet}
          chosen={values['leadId'] ?? ''}
          onTake={(leadId) =>
            ask(sheet.draftKey, {
              button: '',
              reason: '',
              step: { act: form.act, values: { ...values, leadId } },
            })
          }
        />
      )}
      {assigning.has(form.act) && <DutyPhones ticket={ticket} values={values} />}
      <StepPanel
        key={`${sheet.draftKey} ${form.act}`}
        form={form}
        ticket={ticket}
        values={values}
        isBusy={sheet.busy !== null}
        onTyped={(typed) =>
          ask(sheet.draftKey, { button: '', reason: '', step: { act: form.act, values: typed } })
        }
        onTaken={() =>
          void carryOut(form.action(stillOffered(form, ticket, values))).then(
            (done) => done && end(),
          )
        }
        onCancel={end}
      />
    </>
  );
}
