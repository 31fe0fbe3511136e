import { beforeEach, describe, expect, test } from 'vitest';
import { isDirty, isLocked } from '../../../../src/renderer/workbench/sheet.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import { intakeOf } from '../../../../src/shared/domain/tickets/intake-merge.ts';
import { emptyIntake } from '../../../../src/shared/domain/tickets/ticket.ts';
import { aPop, aTalk, aTicket, idOf } from '../../../support/desk/desk-samples.ts';
import {
  type Store,
  close,
  createBench,
  edits,
  known,
  sheetOf,
  tell,
} from '../../../support/desk/workbench-bench.ts';

describe('a closing that is taken back', () => {
  let bench: ReturnType<typeof createBench>;
  let store: Store;
  const open = aTicket(7);
  const body = { ...intakeOf(open), answer: '已告知处置办法' };
  beforeEach(async () => {
    bench = createBench();
    store = bench.create();
    await tell(store, known());
    edits(store, { answer: body.answer });
    await store.getState().carryOut(close);
  });

  test('is the open ticket again, with what was typed as unsaved words', async () => {
    const base = { revision: open.revision, intake: intakeOf(open) };
    const draft = { draftKey: open.ticketId, body, base, savedAt: 3 };
    bench.undone = { ticket: open, draft };
    expect(sheetOf(store)).toSatisfy(isLocked);
    expect(await store.getState().undoClose()).toBe(true);
    expect(sheetOf(store)).toMatchObject({ ticket: open, intake: body, busy: null });
    expect(sheetOf(store)).toSatisfy(isDirty);
    expect(await store.getState().carryOut(close)).toBe(true);
    expect(bench.saved).toHaveLength(2);
  });

  test('and had made its ticket leaves the new intake, under the number that it had', async () => {
    const { ticketId, ticketNo } = sheetOf(store) ?? {};
    bench.undone = {
      ticket: null,
      draft: { draftKey: idOf('ticket', 7), body, base: null, savedAt: 3 },
    };
    await store.getState().undoClose();
    expect(sheetOf(store)).toMatchObject({ ticket: null, ticketId, ticketNo, intake: body });
    expect(sheetOf(store)?.baseline).toEqual(emptyIntake);
  });

  test('and had made its ticket is there again after a reload, still of its call', async () => {
    const callId = idOf('call', 2);
    await tell(store, aPop([], { callId }), aTalk({ callId }));
    edits(store, body);
    await store.getState().carryOut(close);
    const ticketId = sheetOf(store)?.ticketId ?? '';
    const draft = { draftKey: ticketId, body, base: null, savedAt: 3 };
    bench.drafts.set(ticketId, draft);
    bench.undone = { ticket: null, draft };
    await store.getState().undoClose();
    const reloaded = bench.create();
    bench.notFound = true;
    await reloaded.getState().restore();
    expect(sheetOf(reloaded)).toMatchObject({ ticket: null, ticketId, callId, intake: body });
  });

  test('too late stays closed and says why; while one runs, a second does nothing', async () => {
    bench.refusal = new AppError('ticket.undoTooLate');
    const both = [store.getState().undoClose(), store.getState().undoClose()];
    expect(await Promise.all(both)).toEqual([false, false]);
    expect(sheetOf(store)).toMatchObject({ failure: 'ticket.undoTooLate', busy: null });
    expect(sheetOf(store)).toSatisfy(isLocked);
  });
});
