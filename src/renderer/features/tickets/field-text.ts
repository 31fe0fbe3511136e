import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { IntakeField } from '../../../shared/domain/tickets/intake-merge.ts';
import type { Intake } from '../../../shared/domain/tickets/ticket.ts';
import { categoryText } from '../../parts/ticket-words.ts';
import type { useText } from '../../parts/use-text.ts';

/** What stands in a field of an intake, in the words of the screen; `''` = nothing. */
export function fieldText(
  intake: Intake,
  name: IntakeField,
  t: ReturnType<typeof useText>,
): string {
  switch (name) {
    case 'kind':
      return intake.kind === null ? '' : t(`ticket.kinds.${intake.kind}`);
    case 'categoryCode':
      return categoryText(intake.categoryCode);
    case 'district':
      return intake.district ?? '';
    case 'requesterNumber':
      return maskNumber(intake.requesterNumber);
    case 'citations':
      return intake.citations
        .map(({ entryNo, version }) => t('ticket.cited', { entryNo, version }))
        .join(' · ');
    case 'against':
      return (intake.against ?? []).join('、');
    case 'address':
    case 'content':
    case 'answer':
    case 'requesterName':
      return intake[name];
  }
}
