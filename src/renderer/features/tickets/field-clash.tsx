import { readNote } from '../../../shared/domain/tickets/course-note.ts';
import type { IntakeField } from '../../../shared/domain/tickets/intake-merge.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { useWorkbench } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { type Sheet, clashesOf } from '../../workbench/sheet.ts';
import { fieldText } from './field-text.ts';

export interface FieldClashProps {
  readonly id: string;
  readonly name: IntakeField;
  readonly sheet: Sheet;
}

/** A field that somebody else has changed as well: their text below one's own, until the agent has chosen. */
export function FieldClash({ id, name, sheet }: FieldClashProps) {
  const t = useText();
  const choose = useWorkbench((state) => state.chooseText);
  const { ticket } = sheet;
  if (ticket === null || !clashesOf(sheet).includes(name)) return null;
  const theirs = fieldText(ticket, name, t);
  const field = t(`ticket.fields.${name}`);
  /** The buttons go away; who works by keyboard goes on in the field. */
  const take = (whose: 'mine' | 'theirs') => {
    choose(name, whose);
    document.getElementById(`ticket-${name === 'citations' ? 'answer' : name}`)?.focus();
  };
  return (
    <div className="field__clash" role="group" aria-label={t('ticket.clash.label', { field })}>
      <p id={id}>
        {t('ticket.clash.theirs', { workNo: changedBy(ticket, name) })}
        <q>{theirs === '' ? t('ticket.clash.empty') : theirs}</q>
      </p>
      <button type="button" className="button" onClick={() => take('mine')}>
        {t('ticket.clash.keepMine')}
      </button>
      <button type="button" className="button" onClick={() => take('theirs')}>
        {t('ticket.clash.takeTheirs')}
      </button>
    </div>
  );
}

/** Who changed the field last, as the course tells it. */
function changedBy(ticket: Ticket, name: IntakeField): string {
  const event = ticket.course.findLast(({ note }) =>
    readNote(note).some((line) => line.kind === 'changed' && line.field === name),
  );
  return (event ?? ticket.course.at(-1))?.byWorkNo ?? '';
}
