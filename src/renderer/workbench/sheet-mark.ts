import { type SheetMark, keptSheetMark } from '../../shared/kept/sheet-mark.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { Memory } from '../stores/memory.ts';
import type { Sheet } from './sheet.ts';

/** `callId`: of the conversation in which it lies open. */
export function rememberSheet(memory: Memory, sheet: Sheet, callId: CallId | null): void {
  const { draftKey, ticketId, ticketNo } = sheet;
  const mark: SheetMark =
    sheet.ticket !== null
      ? { kind: 'ticket', draftKey, ticketId: sheet.ticket.ticketId, callId }
      : { kind: 'new', draftKey, ticketId, ticketNo, callId };
  memory.set(keptSheetMark.key, keptSheetMark.write(mark));
}

export function forgetSheet(memory: Memory): void {
  memory.set(keptSheetMark.key, null);
}

/** `null` when nothing is kept or nothing that this release can read. */
export function readSheetMark(memory: Memory): SheetMark | null {
  return keptSheetMark.read(memory.get(keptSheetMark.key));
}
