import { type SheetMark, keptSheetMark } from '../../shared/kept/sheet-mark.ts';
import type { Memory } from '../stores/memory.ts';
import type { Sheet } from './sheet.ts';

export function rememberSheet(memory: Memory, sheet: Sheet): void {
  const { draftKey, ticketId, ticketNo, callId } = sheet;
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
