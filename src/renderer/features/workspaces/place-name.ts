import type { Place } from '../../workbench/places.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import type { useText } from '../../parts/use-text.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';

/**
 * By whose name a place goes: the citizen and the number of its conversation, the requester of a ticket opened by hand. The number
 * is whole only while its call runs.
 */
export function placeName(
  { place, sheet, runs }: { place: Place | null; sheet: Sheet | null; runs: boolean },
  t: ReturnType<typeof useText>,
): { readonly name: string; readonly number: string } {
  const { workspace = null } = place ?? {};
  if (workspace !== null) {
    const { display } = workspace.pop.number;
    const name = workspace.pop.requesterName || typedName(place, sheet) || t('workspaces.unnamed');
    return { name, number: runs ? display : maskNumber(display) };
  }
  const intake = sheet?.intake;
  const name =
    intake?.requesterName || t(sheet?.ticket ? 'workspaces.ticket' : 'workspaces.newTicket');
  return { name, number: sheet?.ticketNo ?? '' };
}

/** As the agent has typed it, in a sheet that was begun for this conversation. */
function typedName(place: Place | null, sheet: Sheet | null): string {
  return sheet !== null && sheet.callId === place?.key ? sheet.intake.requesterName : '';
}
