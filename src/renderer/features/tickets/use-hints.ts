import type { Hint } from '../../../shared/domain/incidents/hints.ts';
import { useStores } from '../../parts/desk-context.ts';
import { useAsked } from '../../parts/use-asked.ts';
import { type Sheet, isLocked } from '../../workbench/sheet.ts';

const none: readonly Hint[] = [];

/** What hints are asked with. */
export function typedOf({ ticketId, intake }: Sheet) {
  const { categoryCode, district, address, content, requesterNumber } = intake;
  return { ticketId, categoryCode, district, address, content, requesterNumber };
}

/** Repeat, mass, waterlogging and incidents of what is typed; empty while nothing is known. */
export function useHints(sheet: Sheet): readonly Hint[] {
  const { deps } = useStores();
  const typed = typedOf(sheet);
  const says = typed.address.trim() !== '' || typed.content.trim() !== '';
  return useAsked({
    of: sheet.draftKey,
    key: isLocked(sheet) || !says ? null : JSON.stringify(typed),
    none,
    ask: () => deps.api.incidents.hints(typed),
  });
}
