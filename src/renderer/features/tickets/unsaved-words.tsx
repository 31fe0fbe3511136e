import { TriangleAlert } from 'lucide-react';
import { intakeFields, withChanges } from '../../../shared/domain/tickets/intake-merge.ts';
import { useWorkbench } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import { fieldText } from './field-text.ts';

/** A colleague has closed the ticket while somebody typed here: the words stand here, to be read and copied, until put away. */
export function UnsavedWords({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  const putAway = useWorkbench((state) => state.putAway);
  const fields = intakeFields.filter((field) => sheet.unsaved[field] !== undefined);
  if (fields.length === 0) return null;
  const typed = withChanges(sheet.intake, sheet.unsaved);
  return (
    <div className="ticket__notice">
      <div className="notice notice--warn" role="alert">
        <TriangleAlert size={17} aria-hidden />
        <div className="grow">
          <span className="notice__title">{t('ticket.unsaved')}</span>
          <dl className="ticket__unsaved">
            {fields.map((field) => (
              <div key={field}>
                <dt>{t(`ticket.fields.${field}`)}</dt>
                <dd>{fieldText(typed, field, t) || t('ticket.clash.empty')}</dd>
              </div>
            ))}
          </dl>
        </div>
        <button type="button" className="button" onClick={() => void putAway()}>
          {t('problem.seen')}
        </button>
      </div>
    </div>
  );
}
