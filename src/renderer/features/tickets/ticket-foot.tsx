import type { FieldErrors } from '../../../shared/app-error.ts';
import { useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useText } from '../../parts/use-text.ts';
import { type Sheet, isDirty, isLocked } from '../../workbench/sheet.ts';
import { clockTime } from '../../ui/format.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';

/** 办结 直接解答 保存, and whether what was typed is safe. A closed ticket has no foot. */
export function TicketFoot({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  const save = useWorkbench((state) => state.save);
  const close = useWorkbench((state) => state.close);
  const locked = isLocked(sheet);
  const failed = sheet.failure !== null && sheet.failure !== 'ticket.fieldsMissing' && (
    <div className="ticket__notice">
      <ErrorNotice code={sheet.failure} lead={t('ticket.refused')} />
    </div>
  );
  useKeys(
    locked
      ? {}
      : {
          close: () => void close('selfHandled').then(focusFirstError),
          save: () => void save(),
        },
  );
  if (locked) return failed;
  const busy = sheet.busy !== 'idle';
  return (
    <>
      {failed}
      <div className="ticket__foot">
        <button
          type="button"
          className="button button--main"
          disabled={busy}
          aria-keyshortcuts={ariaKey('close')}
          onClick={() => void close('selfHandled').then(focusFirstError)}
        >
          {t(sheet.busy === 'closing' ? 'ticket.closing' : 'ticket.close')}
          <kbd className="kbd" aria-hidden>
            {keyHint('close')}
          </kbd>
        </button>
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void close('directAnswer').then(focusFirstError)}
        >
          {t('ticket.direct')}
        </button>
        <button
          type="button"
          className="button"
          disabled={busy}
          aria-keyshortcuts={ariaKey('save')}
          onClick={() => void save()}
        >
          {t(sheet.busy === 'saving' ? 'ticket.saving' : 'ticket.save')}
          <kbd className="kbd" aria-hidden>
            {keyHint('save')}
          </kbd>
        </button>
        <Safety sheet={sheet} />
      </div>
    </>
  );
}

function Safety({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  const missing = countOf(sheet.errors);
  if (missing > 0)
    return (
      <p className="ticket__safety is-bad" role="alert">
        {t('ticket.summary', { count: missing })}
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

function countOf(errors: FieldErrors): number {
  return Object.keys(errors).length;
}

/** After a refused close the focus goes to the first field that is missing; it was asked for by the typist. */
function focusFirstError() {
  document.querySelector<HTMLElement>('#ticket-form [aria-invalid="true"]')?.focus();
}
