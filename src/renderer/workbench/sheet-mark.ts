import type { CallId, TicketId } from '../../shared/domain/ids.ts';
import type { Memory } from '../stores/memory.ts';
import type { Sheet } from './sheet.ts';

/** Which sheet is open, by ids only, so that a reload or a crash finds its draft again. */
export type SheetMark =
  | {
      readonly kind: 'ticket';
      readonly draftKey: string;
      readonly ticketId: TicketId;
      readonly callId: CallId | null;
    }
  | {
      readonly kind: 'new';
      readonly draftKey: string;
      readonly ticketId: TicketId | null;
      readonly ticketNo: string | null;
      readonly callId: CallId | null;
    };

const key = 'workbench.sheet';

export function rememberSheet(memory: Memory, sheet: Sheet): void {
  const { draftKey, ticketId, ticketNo, callId } = sheet;
  const mark: SheetMark =
    sheet.ticket !== null
      ? { kind: 'ticket', draftKey, ticketId: sheet.ticket.ticketId, callId }
      : { kind: 'new', draftKey, ticketId, ticketNo, callId };
  memory.set(key, JSON.stringify(mark));
}

export function forgetSheet(memory: Memory): void {
  memory.set(key, null);
}

/** `null` when nothing is kept or it was written by another version. */
export function readSheetMark(memory: Memory): SheetMark | null {
  try {
    const mark: unknown = JSON.parse(memory.get(key) ?? 'null');
    return isSheetMark(mark) ? mark : null;
  } catch {
    return null;
  }
}

function isSheetMark(value: unknown): value is SheetMark {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (!('draftKey' in value) || typeof value.draftKey !== 'string') return false;
  if (!('ticketId' in value) || !('callId' in value)) return false;
  const hasCall = value.callId === null || typeof value.callId === 'string';
  if (value.kind === 'ticket') return typeof value.ticketId === 'string' && hasCall;
  return value.kind === 'new' && 'ticketNo' in value && hasCall;
}
