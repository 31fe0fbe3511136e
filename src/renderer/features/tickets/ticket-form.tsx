import type { Intake } from '../../../shared/domain/tickets/ticket.ts';
import { useWorkbench } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { type Sheet, isLocked } from '../../workbench/sheet.ts';
import { ticketFormId } from '../../ui/focus-place.ts';
import { mayBeAgainst } from '../../../shared/domain/tickets/ticket-audience.ts';
import { AgainstField } from './against-field.tsx';
import { CategoryField, DistrictField, KindField } from './choice-fields.tsx';
import { CitationChips } from './citation-chips.tsx';
import { DeskPhraseField } from './desk-phrase-field.tsx';
import { Field } from './field.tsx';
import { NumberField } from './number-field.tsx';
import { TextField } from './text-field.tsx';

/** 受理: everything that is asked on the phone, checked at the field. */
export function TicketForm({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  const editSheet = useWorkbench((state) => state.edit);
  const { draftKey } = sheet;
  const edit = (patch: Partial<Intake>) => editSheet(draftKey, patch);
  const part = { sheet, edit, readOnly: isLocked(sheet) || sheet.busy !== null };
  const asksWhom = mayBeAgainst(sheet.intake);
  return (
    <div id={ticketFormId} className={asksWhom ? 'ticketform ticketform--whom' : 'ticketform'}>
      <KindField {...part} />
      <CategoryField {...part} />
      <DistrictField {...part} />
      <TextField {...part} name="address" maxLength={200} required />
      <TextField {...part} name="requesterName" maxLength={40} />
      <NumberField {...part} />
      {asksWhom && <AgainstField {...part} />}
      <TextField {...part} name="content" maxLength={4000} lines={3} required />
      <Field
        name="answer"
        label={t('ticket.fields.answer')}
        required
        sheet={sheet}
        aside={<CitationChips {...part} />}
      >
        {(control) => (
          <DeskPhraseField scope="answer" value={sheet.intake.answer} isBarred={part.readOnly}>
            {(attach) => (
              <textarea
                {...control}
                {...attach}
                className="input ticketform__answer"
                rows={4}
                autoComplete="off"
                maxLength={4000}
                readOnly={part.readOnly}
                placeholder={t('ticket.hints.answer')}
                value={sheet.intake.answer}
                onChange={(event) => edit({ answer: event.target.value })}
              />
            )}
          </DeskPhraseField>
        )}
      </Field>
    </div>
  );
}
