import { X } from 'lucide-react';
import { useWorkbench } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { FieldClash } from './field-clash.tsx';
import type { FormPartProps } from './text-field.tsx';

/** Which entries, in which version, the answer was taken from. */
export function CitationChips({ sheet, readOnly }: FormPartProps) {
  const t = useText();
  const remove = useWorkbench((state) => state.removeCitation);
  const missing = sheet.errors['citations'] !== undefined;
  return (
    <span className="citations">
      {sheet.intake.citations.map((citation) => (
        <span
          key={citation.entryId}
          className="tag tag--accent citations__chip num"
          title={citation.title}
        >
          {t('ticket.cited', { entryNo: citation.entryNo, version: citation.version })}
          {!readOnly && (
            <button
              type="button"
              aria-label={t('ticket.uncite', { entryNo: citation.entryNo })}
              onClick={() => remove(citation.entryId)}
            >
              <X size={12} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {missing && <span className="field__error">{t('ticket.errors.citations')}</span>}
      <FieldClash id="ticket-citations-error" name="citations" sheet={sheet} />
    </span>
  );
}
