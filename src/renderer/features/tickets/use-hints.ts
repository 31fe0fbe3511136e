import { useEffect, useState } from 'react';
import type { Hint } from '../../../shared/domain/incidents/hints.ts';
import { useStores } from '../../parts/desk-context.ts';
import { type Sheet, isLocked } from '../../workbench/sheet.ts';

/** So long nothing is typed before this desk's tickets are looked through; a pop is painted long before. */
const pauseMs = 400;
const none: readonly Hint[] = [];

/** What hints are asked with. */
export function typedOf({ ticketId, intake }: Sheet) {
  const { categoryCode, district, address, content, requesterNumber } = intake;
  return { ticketId, categoryCode, district, address, content, requesterNumber };
}

/** Repeat, mass, waterlogging and incidents of what is typed; empty while nothing is known. What fails is no hint. */
export function useHints(sheet: Sheet): readonly Hint[] {
  const { deps } = useStores();
  const [found, setFound] = useState<{
    readonly draftKey: string;
    readonly hints: readonly Hint[];
  } | null>(null);
  const { draftKey } = sheet;
  const typed = typedOf(sheet);
  const says = typed.address.trim() !== '' || typed.content.trim() !== '';
  const key = isLocked(sheet) || !says ? null : JSON.stringify(typed);
  useEffect(() => {
    if (key === null) return undefined;
    let isWanted = true;
    const ask = async () => {
      try {
        const hints = await deps.api.incidents.hints(typed);
        if (isWanted) setFound({ draftKey, hints });
      } catch {
        // A hint that does not come hinders nobody.
      }
    };
    const cancel = deps.schedule(() => void ask(), pauseMs);
    return () => {
      isWanted = false;
      cancel();
    };
    // `key` says all that is typed.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [deps, draftKey, key]);
  return key !== null && found?.draftKey === draftKey ? found.hints : none;
}
