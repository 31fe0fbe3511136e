import { useEffect, useState } from 'react';
import { cleanLine } from '../../../shared/clean-text.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { flowSubject } from '../../../shared/domain/tickets/flow-subject.ts';
import { type FlowSubject, flowOf } from '../../../shared/domain/tickets/flow.ts';
import { type TicketAction, actOf } from '../../../shared/domain/tickets/ticket-action.ts';
import { useDeskState, useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useText } from '../../parts/use-text.ts';
import { clockTime } from '../../ui/format.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { ticketAskId } from '../../ui/focus-place.ts';
import type { Asking } from '../../../shared/domain/desk/desk-state.ts';
import { type Sheet, clashesOf, isDirty, isLocked } from '../../workbench/sheet.ts';
import { type TicketActionRow, ticketActions } from './ticket-actions.ts';
import { useOpenPlaces } from './open-places-question.tsx';
import { UnsavedWords } from './unsaved-words.tsx';

/** What may be done with the ticket, and whether what was typed is safe. A closed ticket has no foot. */
export function TicketFoot({
  sheet,
  saveAs,
}: {
  readonly sheet: Sheet;
  /** What saving does besides, in the short form of a storm. */
  readonly saveAs: (() => Promise<TicketAction>) | null;
}) {
  const t = useText();
  const carryOut = useWorkbench((state) => state.carryOut);
  const role = useDeskState((desk) => desk.user?.role);
  const ask = useWorkbench((state) => state.ask);
  const { guard, question } = useOpenPlaces();
  const { asking } = sheet;
  const asked = ticketActions.find(({ words }) => words === asking?.button);
  const locked = isLocked(sheet);
  const [pressed, setPressed] = useState<{
    readonly draftKey: string;
    readonly words: TicketActionRow['words'];
  } | null>(null);
  // A step says above its own form what became of it.
  const isShown = sheet.failure !== null && asking?.step === undefined;
  const failed = isShown && sheet.failure !== 'ticket.fieldsMissing' && (
    <div className="ticket__notice">
      <ErrorNotice code={sheet.failure} lead={refusedLead(sheet, t)} />
    </div>
  );
  const subject = flowSubject(sheet.ticket, sheet.intake);
  const rows = ticketActions.map((row) => {
    const answer = flowOf(subject, actOf(row.action), role ?? 'agent');
    const press = () => {
      setPressed({ draftKey: sheet.draftKey, words: row.words });
      if (answer.kind !== 'possible') return;
      if (row.withReason) ask(sheet.draftKey, { button: row.words, reason: '' });
      else if (row.action.kind === 'edit' && saveAs !== null)
        void saveAs().then(carryOut).then(focusFirstError);
      else if (row.action.kind === 'close')
        guard([sheet.intake.content, sheet.intake.answer], () => {
          void carryOut(row.action).then(focusFirstError);
        });
      else void carryOut(row.action).then(focusFirstError);
    };
    return { row, press, whyNot: answer.kind === 'refused' ? answer.code : null };
  });
  // Why a grey button did nothing, for as long as it is grey.
  const barred = rows.find(
    ({ row }) => pressed?.draftKey === sheet.draftKey && pressed.words === row.words,
  );
  // Ctrl+Enter in the form of a step is meant for that, not for the ticket's end.
  const isStepOpen = asking?.step !== undefined;
  useKeys(
    locked || asked
      ? {}
      : Object.fromEntries(
          rows.flatMap(({ row, press }) =>
            row.key && !(isStepOpen && row.key === 'close') ? [[row.key, press]] : [],
          ),
        ),
  );
  if (locked)
    return (
      <>
        {failed}
        <UnsavedWords sheet={sheet} />
      </>
    );
  return (
    <>
      {failed}
      {barred?.whyNot && (
        <div className="ticket__notice">
          <ErrorNotice
            code={barred.whyNot}
            tone="warn"
            lead={t('ticket.notDone', { action: t(`ticket.${labelOf(barred.row, subject)}`) })}
          />
        </div>
      )}
      {asking && asked?.withReason && (
        <AskReason
          asking={asking}
          title={t(`ticket.${asked.words}`)}
          isBusy={sheet.busy !== null}
          onTyped={(reason) => ask(sheet.draftKey, { ...asking, reason })}
          onGiven={() => {
            const action = asked.withReason?.(asking.reason);
            if (action) void carryOut(action).then((done) => done && ask(sheet.draftKey, null));
          }}
          onCancel={() => ask(sheet.draftKey, null)}
        />
      )}
      <div className="ticket__foot">
        {rows.map(({ row, press, whyNot }) => (
          <ActionButton
            key={row.words}
            row={row}
            label={labelOf(row, subject)}
            isBusy={sheet.busy !== null || (isStepOpen && row.withReason !== undefined)}
            isRunning={sheet.busy === row.action.kind}
            reason={whyNot === null ? undefined : reasonText(whyNot)}
            onPress={press}
          />
        ))}
        <Safety sheet={sheet} />
      </div>
      {question}
    </>
  );
}

/** Why not, and what to do instead. */
function reasonText(code: ErrorCode): string {
  const { title, action } = errorCatalogue[code];
  return `${title}。${action}`;
}

/** Which of the agent's acts failed: a 催办 that was refused has saved nothing either, but that is not what was asked. */
function refusedLead({ tried, failure }: Sheet, t: ReturnType<typeof useText>): string {
  if (failure === 'ticket.undoTooLate') return t('ticket.notDone', { action: t('ticket.undo') });
  if (tried === null || tried === 'edit' || tried === 'close') return t('ticket.refused');
  return t('ticket.notDone', { action: t(`flow.acts.${tried}`) });
}

interface AskReasonProps {
  readonly asking: Asking;
  readonly title: string;
  readonly isBusy: boolean;
  onTyped(reason: string): void;
  onGiven(): void;
  onCancel(): void;
}

/** One line of words that go into the ticket's course. Stays until it was taken. */
function AskReason(props: AskReasonProps) {
  const { asking, title, isBusy, onTyped, onGiven, onCancel } = props;
  const { button, reason } = asking;
  const t = useText();
  const isEmpty = cleanLine(reason).trim() === '';
  useEffect(
    () => () => {
      // It took the focus away with it: who works by keyboard goes on where it began.
      if (document.activeElement === document.body)
        document.getElementById(actionButtonId(button))?.focus();
    },
    [button],
  );
  return (
    <form
      id={ticketAskId}
      className="ticket__ask"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty && !isBusy) onGiven();
      }}
      onKeyDown={({ key, nativeEvent }) => {
        if (key === 'Escape' && !nativeEvent.isComposing) onCancel();
      }}
    >
      <label htmlFor="ticket-reason">{t('ticket.reason', { action: title })}</label>
      <input
        id="ticket-reason"
        className="input"
        autoFocus
        autoComplete="off"
        maxLength={200}
        value={reason}
        onChange={(event) => onTyped(event.target.value)}
      />
      <button type="submit" className="button button--main" disabled={isEmpty || isBusy}>
        {title}
      </button>
      <button type="button" className="button" onClick={onCancel}>
        {t('ticket.cancel')}
      </button>
    </form>
  );
}

type Label = TicketActionRow['words'] | 'closeOfCity';

/** A ticket of the city platform never ends here: its closing is the answer that is proposed to the city. */
function labelOf({ words }: TicketActionRow, { source }: FlowSubject): Label {
  return words === 'close' && source === 'cityPlatform' ? 'closeOfCity' : words;
}

function actionButtonId(button: string): string {
  return `ticket-do-${button}`;
}

interface ActionButtonProps {
  readonly row: TicketActionRow;
  readonly label: Label;
  readonly isBusy: boolean;
  readonly isRunning: boolean;
  /** Why it may not be pressed. */
  readonly reason: string | undefined;
  onPress(): void;
}

function ActionButton({ row, label, isBusy, isRunning, reason, onPress }: ActionButtonProps) {
  const t = useText();
  return (
    <button
      id={actionButtonId(row.words)}
      type="button"
      className={row.isMain ? 'button button--main' : 'button'}
      disabled={isBusy}
      aria-disabled={reason !== undefined}
      aria-description={reason}
      title={reason}
      aria-keyshortcuts={row.key && ariaKey(row.key)}
      onClick={onPress}
    >
      {t(`ticket.${isRunning ? (row.busy ?? label) : label}`)}
      {row.key && (
        <kbd className="kbd" aria-hidden>
          {keyHint(row.key)}
        </kbd>
      )}
    </button>
  );
}

function Safety({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  const missing = Object.keys(sheet.errors).length;
  const clashes = clashesOf(sheet).length;
  if (clashes > 0 || missing > 0)
    return (
      <p className="ticket__safety is-bad" role="alert">
        {clashes > 0
          ? t('ticket.clash.summary', { count: clashes })
          : t('ticket.summary', { count: missing })}
      </p>
    );
  if (sheet.draftFailed)
    return (
      <p className="ticket__safety is-bad" role="alert">
        {t('ticket.draftFailed')}
      </p>
    );
  return (
    <p className="ticket__safety num" role="status">
      {safetyText(sheet, t)}
    </p>
  );
}

function safetyText(sheet: Sheet, t: ReturnType<typeof useText>): string {
  if (isDirty(sheet))
    return sheet.draftSavedAt === null
      ? t('ticket.dirty')
      : t('ticket.draftSaved', { time: clockTime(sheet.draftSavedAt) });
  return sheet.savedAt === null ? '' : t('ticket.saved', { time: clockTime(sheet.savedAt) });
}

/** After a refusal the focus goes to the first field that is missing or undecided; it was asked for by the typist. */
function focusFirstError() {
  document.querySelector<HTMLElement>('#ticket-form [aria-invalid="true"]')?.focus();
}
