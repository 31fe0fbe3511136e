import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { flowOf, flowSubject } from '../../../shared/domain/tickets/flow.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { useDeskState, useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import { type StepForm, beginningOf, mainSteps, stepForms } from './step-forms.ts';
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
  const carryOut = useWorkbench((state) => state.carryOut);
  const ask = useWorkbench((state) => state.ask);
  const asking = useWorkbench((state) => state.asking[sheet.draftKey]);
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
      step: { act: form.act, values: beginningOf(form, ticket) },
    });
  useKeys(main && !open ? { step: () => begin(main) } : {});
  if (open && asking?.step) {
    const { values } = asking.step;
    const failed = sheet.tried === open.act ? sheet.failure : null;
    return (
      <>
        {failed && (
          <div className="ticket__notice">
            <ErrorNotice
              code={failed}
              lead={t('ticket.notDone', { action: t(`flow.acts.${open.act}`) })}
            />
          </div>
        )}
        <StepPanel
          key={open.act}
          form={open}
          ticket={ticket}
          values={values}
          isBusy={sheet.busy !== null}
          onTyped={(typed) =>
            ask(sheet.draftKey, { ...asking, step: { act: open.act, values: typed } })
          }
          onTaken={() =>
            void carryOut(open.action(values)).then((done) => done && ask(sheet.draftKey, null))
          }
          onCancel={() => ask(sheet.draftKey, null)}
        />
      </>
    );
  }
  if (possible.length === 0) return null;
  return (
    <div className="steps" role="group" aria-label={t('flow.next')}>
      <ListChecks size={15} aria-hidden />
      {main && (
        <button
          type="button"
          className="button button--main"
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
