import { beforeEach, describe, expect, test } from 'vitest';
import { clashesOf } from '../../../../src/renderer/workbench/sheet.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import { intakeOf } from '../../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketCommand } from '../../../../src/shared/domain/tickets/ticket-command.ts';
import { emptyIntake } from '../../../../src/shared/domain/tickets/ticket.ts';
import {
  aCall,
  aPop,
  aTalk,
  aTicket,
  aWorkspace,
  idOf,
  someTickets,
} from '../../../support/desk/desk-samples.ts';
import {
  type Store,
  createBench,
  typedIn,
  edit,
  known,
  unknown,
  sheetOf,
  placeOfCall,
  settled,
  tell,
  edits,
} from '../../../support/desk/workbench-bench.ts';

let bench: ReturnType<typeof createBench>;
beforeEach(() => {
  bench = createBench();
});

describe('a ring', () => {
  test('opens its ticket when nothing is being typed', async () => {
    const store = bench.create();
    await tell(store, known());
    expect(sheetOf(store)).toMatchObject({ ticketId: idOf('ticket', 7) });
    expect(store.getState().activeKey).toBe(idOf('call', 1));
  });

  test('moves nothing while words are typed, and answering brings it to the front', async () => {
    const store = bench.create();
    await store.getState().startBlank();
    edits(store, { content: '别的诉求' });
    await tell(store, known());
    expect(sheetOf(store)?.intake.content).toBe('别的诉求');
    await tell(store, known(), aTalk());
    expect(sheetOf(store)?.ticketId).toBe(idOf('ticket', 7));
    const typed = store.getState().places.find(({ workspace }) => workspace === null);
    store.getState().choose(typed?.key ?? '');
    expect(sheetOf(store)?.intake.content).toBe('别的诉求');
  });

  test('moves nothing while keys are being pressed, but focus alone is no reason', async () => {
    const store = bench.create();
    await store.getState().openTicket(idOf('ticket', 9));
    bench.typing = true;
    await tell(store, known());
    expect(sheetOf(store)?.ticketId).toBe(idOf('ticket', 9));
    store.getState().noteDesk({ workspaces: [], calls: [] });
    bench.typing = false;
    await tell(store, aPop(someTickets(), { ...known(), callId: idOf('call', 2) }), {
      ...aCall(),
      callId: idOf('call', 2),
    });
    expect(sheetOf(store)?.ticketId).toBe(idOf('ticket', 7));
  });

  test('during a talk moves nothing, and takes nothing away when it gives up', async () => {
    const store = bench.create();
    await tell(store, known(), aTalk());
    const second = aPop([], { callId: idOf('call', 2) });
    const ringing = { ...aCall(), callId: idOf('call', 2) };
    store.getState().noteDesk({
      workspaces: [aWorkspace(known()), aWorkspace(second)],
      calls: [aTalk(), ringing],
    });
    await settled();
    expect(sheetOf(store)?.ticketId).toBe(idOf('ticket', 7));
    expect(store.getState().places).toHaveLength(2);
    await tell(store, known(), aTalk());
    expect(sheetOf(store)?.ticketId).toBe(idOf('ticket', 7));
    expect(store.getState().places).toHaveLength(1);
  });

  test('is about the match that is chosen, until another one is or a new demand is begun', async () => {
    const store = bench.create();
    await tell(store, aPop([aTicket(7), aTicket(9)], { match: 'several' }), aTalk());
    await store.getState().openMatch(idOf('ticket', 7));
    await store.getState().openTicket(idOf('ticket', 9));
    await store.getState().startIntake();
    const callId = idOf('call', 1);
    expect(bench.concluded).toEqual([
      { callId, ticketId: idOf('ticket', 7) },
      { callId, ticketId: idOf('ticket', 9) },
      { callId, ticketId: null },
    ]);
  });

  test('with several matches opens none', async () => {
    const store = bench.create();
    await tell(store, aPop([aTicket(7), aTicket(9)], { match: 'several' }));
    expect(sheetOf(store)).toBeNull();
    expect(store.getState().activeKey).toBe(idOf('call', 1));
  });

  test('whose ticket comes later opens it over the empty intake', async () => {
    const store = bench.create();
    await tell(store, unknown());
    await tell(store, known());
    expect(sheetOf(store)).toMatchObject({ ticketId: idOf('ticket', 7) });
    expect(placeOfCall(store)).toMatchObject({ offered: false });
  });

  test('whose ticket comes later is offered when something was typed meanwhile', async () => {
    const store = bench.create();
    await tell(store, unknown());
    edits(store, { content: '停水' });
    await tell(store, known());
    expect(placeOfCall(store)).toMatchObject({ offered: true });
    expect(sheetOf(store)?.intake.content).toBe('停水');
    await store.getState().acceptOffer();
    expect(sheetOf(store)?.ticketId).toBe(idOf('ticket', 7));
  });

  test('never overwrites what was typed while its ticket was being read', async () => {
    const store = bench.create();
    await tell(store, unknown());
    const gate = Promise.withResolvers<void>();
    bench.gate = gate.promise;
    await tell(store, known());
    edits(store, { content: '刚开始打字' });
    gate.resolve();
    await settled();
    const words = Object.values(store.getState().sheets).map(({ intake }) => intake.content);
    expect(words).toContain('刚开始打字');
  });

  test('told again with the same call changes nothing', async () => {
    const store = bench.create();
    await tell(store, unknown());
    edits(store, { content: '停水' });
    await tell(store, unknown());
    expect(placeOfCall(store)).toMatchObject({ offered: false });
    expect(sheetOf(store)?.intake.content).toBe('停水');
  });
});

describe('what is typed and lies open in no tab', () => {
  const drafted = (store: Store) => store.getState().drafts.map(({ draftKey }) => draftKey);

  test('is listed when its tab was closed, and goes on with its words', async () => {
    const store = bench.create();
    const ticketId = idOf('ticket', 9);
    await store.getState().openTicket(ticketId);
    edits(store, { content: '井盖缺失' });
    await store.getState().close(ticketId);
    expect(drafted(store)).toEqual([ticketId]);
    await store.getState().openDraft(ticketId);
    expect(sheetOf(store)?.intake.content).toBe('井盖缺失');
    expect(drafted(store)).toEqual([]);
  });

  test('is listed when another ticket took its place in the conversation, and comes back there', async () => {
    const store = bench.create();
    const call = idOf('call', 1);
    await tell(store, unknown(), aTalk());
    edits(store, { content: '水压低' });
    await store.getState().openMatch(idOf('ticket', 9));
    expect(drafted(store)).toEqual([call]);
    await store.getState().openDraft(call);
    await settled();
    expect(sheetOf(store)).toMatchObject({ draftKey: call, intake: { content: '水压低' } });
    expect(drafted(store)).toEqual([]);
  });
});

describe('somebody else at the same ticket', () => {
  test('a save sends what was typed, over what the form was opened on, and nothing else', async () => {
    const store = bench.create();
    await tell(store, known(), aTalk());
    edits(store, { answer: '已告知' });
    await store.getState().carryOut(edit);
    expect(bench.saved).toMatchObject([
      { base: { revision: aTicket(7).revision }, action: { changes: { answer: '已告知' } } },
    ]);
    expect(Object.keys(typedIn((bench.saved[0] as TicketCommand).action))).toEqual(['answer']);
  });

  test('who typed in the same field is asked for a choice before anything is sent', async () => {
    const store = bench.create();
    await tell(store, known(), aTalk());
    edits(store, { answer: '我的答复' });
    bench.changed = { answer: '对方的答复', address: '样例街' };
    await store.getState().ticketChanged(idOf('ticket', 7));
    await store.getState().carryOut(edit);
    expect(bench.saved).toEqual([]);
    expect(sheetOf(store)).toMatchObject({
      failure: 'ticket.conflict',
      intake: { answer: '我的答复', address: '样例街' },
      ticket: { answer: '对方的答复' },
    });
    store.getState().chooseText('answer', 'mine');
    await store.getState().carryOut(edit);
    expect(bench.saved).toMatchObject([{ action: { changes: { answer: '我的答复' } } }]);
  });

  test('a reason half typed keeps its sheet from a ring, and is there again after another sheet', async () => {
    const store = bench.create();
    await store.getState().openTicket(idOf('ticket', 7));
    const asking = { button: 'urge', reason: '市民再次来电' };
    store.getState().ask(idOf('ticket', 7), asking);
    await tell(store, aPop([]));
    expect(sheetOf(store)?.draftKey).toBe(idOf('ticket', 7));
    store.getState().choose(idOf('call', 1));
    await settled();
    expect(sheetOf(store)?.ticketId).toBeNull();
    await store.getState().openTicket(idOf('ticket', 7));
    expect(sheetOf(store)?.asking).toEqual(asking);
    store.getState().ask(idOf('ticket', 7), null);
    expect(sheetOf(store)?.asking).toBeNull();
  });

  test('a choice for their text puts the draft away as well', async () => {
    const store = bench.create();
    await tell(store, known(), aTalk());
    edits(store, { answer: '我的答复' });
    await bench.settle();
    expect(bench.drafts.size).toBe(1);
    bench.changed = { answer: '对方的答复' };
    await store.getState().ticketChanged(idOf('ticket', 7));
    store.getState().chooseText('answer', 'theirs');
    await bench.settle();
    expect([bench.drafts.size, sheetOf(store)?.intake.answer]).toEqual([0, '对方的答复']);
  });

  test('a conflict that only the host knows of is shown with both texts', async () => {
    const store = bench.create();
    await tell(store, known(), aTalk());
    edits(store, { answer: '我的答复' });
    bench.refusal = new AppError('ticket.conflict');
    bench.changed = { answer: '对方的答复' };
    await store.getState().carryOut(edit);
    const sheet = sheetOf(store);
    expect([sheet?.failure, sheet?.intake.answer, sheet?.ticket?.answer]).toEqual([
      'ticket.conflict',
      '我的答复',
      '对方的答复',
    ]);
  });

  test('a save that the hub took back is a draft again, over what it began on', async () => {
    const store = bench.create();
    await tell(store, known(), aTalk());
    const base = { revision: 1, intake: intakeOf(aTicket(7)) };
    edits(store, { answer: '我的答复' });
    bench.changed = { course: [{ ...lineOf('1003'), eventId: 'mine:edited' }] };
    await store.getState().carryOut(edit);
    await store.getState().ticketChanged(idOf('ticket', 7));
    const body = { ...base.intake, answer: '我的答复' };
    const draftKey = idOf('ticket', 7);
    bench.drafts.set(draftKey, { draftKey, body, base, savedAt: 9 });
    edits(store, { answer: '我的答复' });
    bench.changed = { answer: '对方的答复', course: [{ ...lineOf('1004'), eventId: 'theirs' }] };
    await store.getState().ticketChanged(draftKey);
    const sheet = sheetOf(store);
    expect(sheet && clashesOf(sheet)).toEqual(['answer']);
    expect(sheet?.intake.answer).toBe('我的答复');
  });
});

const lineOf = (byWorkNo: string) => ({ at: 1, byWorkNo, kind: 'edited', note: '' }) as const;

test('after a crash a new page finds the sheet and what was typed in it', async () => {
  const store = bench.create();
  await tell(store, known(), aTalk());
  edits(store, { answer: '打到一半' });
  await bench.settle();
  const next = bench.create();
  await next.getState().restore();
  expect(sheetOf(next)).toMatchObject({
    ticketId: idOf('ticket', 7),
    intake: { answer: '打到一半' },
  });
});

test('a step half typed is there again on a new page, also after the form was saved, and gone once it was taken', async () => {
  const store = bench.create();
  await tell(store, known(), aTalk());
  const step = { act: 'message', values: { text: '请先打电话' } } as const;
  store.getState().ask(idOf('ticket', 7), { button: '', reason: '', step });
  edits(store, { answer: '已告知' });
  await store.getState().carryOut(edit);
  await bench.settle();
  const next = bench.create();
  await next.getState().restore();
  expect(sheetOf(next)).toMatchObject({ ticketId: idOf('ticket', 7), asking: { step } });
  next.getState().ask(idOf('ticket', 7), null);
  await bench.settle();
  expect([...bench.drafts.keys()]).toEqual([]);
});

test('a reload without a draft leaves the workbench to the next caller', async () => {
  const store = bench.create();
  await tell(store, known(), aTalk());
  const next = bench.create();
  await next.getState().restore();
  expect(sheetOf(next)).toBeNull();
});

test('a call back from the open ticket has a place of its own, with what was typed', async () => {
  const store = bench.create();
  await store.getState().openTicket(idOf('ticket', 7));
  edits(store, { answer: '回电告知' });
  const dialled = aTalk({ direction: 'outbound', state: 'dialling', answeredAt: null });
  await tell(store, aPop([aTicket(7)], { match: 'named', ticketId: idOf('ticket', 7) }), dialled);
  expect(store.getState().activeKey).toBe(idOf('call', 1));
  expect(sheetOf(store)?.intake.answer).toBe('回电告知');
  await store.getState().carryOut(edit);
  expect(bench.saved).toMatchObject([{ call: { callId: idOf('call', 1) } }]);
});

test('an empty intake without a call starts under a number of the host', async () => {
  const store = bench.create();
  await store.getState().startIntake();
  expect(sheetOf(store)).toMatchObject({ ticketNo: 'SW-new', intake: emptyIntake });
});
