import { beforeEach, describe, expect, test } from 'vitest';
import { clashesOf } from '../../../../src/renderer/workbench/sheet.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import { intakeOf, withChanges } from '../../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../../src/shared/domain/tickets/flow.ts';
import type { TicketCommand } from '../../../../src/shared/domain/tickets/ticket-command.ts';
import type { CallView } from '../../../../src/shared/domain/calls/call.ts';
import type { Pop } from '../../../../src/shared/domain/desk/pop.ts';
import type { Workspace } from '../../../../src/shared/domain/workspaces/workspace.ts';
import {
  type Intake,
  type Ticket,
  emptyIntake,
} from '../../../../src/shared/domain/tickets/ticket.ts';
import type { Draft } from '../../../../src/shared/domain/desk/desk-state.ts';
import type { WorkbenchDeps } from '../../../../src/renderer/workbench/workbench-state.ts';
import { openSheet } from '../../../../src/renderer/workbench/workbench-state.ts';
import { createWorkbenchStore } from '../../../../src/renderer/workbench/workbench-store.ts';
import {
  aCall,
  aPop,
  aTalk,
  aTicket,
  aWorkspace,
  idOf,
  someTickets,
} from '../../../support/desk/desk-samples.ts';

type Api = WorkbenchDeps['api'];

const typedIn = (action: TicketAction) => ('changes' in action ? action.changes : {});

/** A host in memory; `answers` may be replaced by a test to refuse or to wait. */
function createBench() {
  const drafts = new Map<string, Draft>();
  const kept = new Map<string, string>();
  const saved: unknown[] = [];
  const scheduled: (() => void)[] = [];
  const bench = {
    drafts,
    saved,
    typing: false,
    gate: Promise.resolve(),
    refusal: null as AppError | null,
    /** What somebody else has made of ticket 7. */
    changed: {} as Partial<Ticket>,
    issued: 0,
    async settle() {
      for (const work of scheduled.splice(0)) work();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const answer = async <T>(value: T): Promise<T> => {
    await bench.gate;
    if (bench.refusal) throw bench.refusal;
    return value;
  };
  const api = {
    tickets: {
      get: ({ ticketId }: { ticketId: string }) =>
        bench.gate.then(() => aTicket(7, { ticketId, ...bench.changed })),
      list: () => answer({ tickets: [], total: 0 }),
      newTicket: () => {
        bench.issued += 1;
        return Promise.resolve({
          ticketId: idOf('ticket', 900 + bench.issued),
          ticketNo: 'SW-new',
        });
      },
      carryOut: ({ command }: { command: TicketCommand }) => {
        saved.push(command);
        const { ticketId, base, action } = command;
        const intake = withChanges(base?.intake ?? emptyIntake, typedIn(action));
        const closed =
          action.kind === 'close' ? ({ state: 'closed', closedAs: 'selfHandled' } as const) : {};
        return answer(aTicket(7, { ticketId, ...intake, ...closed }));
      },
    },
    drafts: {
      get: ({ draftKey }: { draftKey: string }) => Promise.resolve(drafts.get(draftKey) ?? null),
      save: (typed: Omit<Draft, 'savedAt'>) => {
        const { draftKey } = typed;
        const draft = { ...typed, savedAt: 9 };
        drafts.set(draftKey, draft);
        return Promise.resolve(draft);
      },
      list: () => Promise.resolve([...drafts.values()]),
      remove: ({ draftKey }: { draftKey: string }) => {
        drafts.delete(draftKey);
        return Promise.resolve();
      },
    },
    calls: { conclude: () => Promise.resolve() },
  } as unknown as Api;
  const create = () =>
    createWorkbenchStore({
      api,
      memory: {
        get: (key) => kept.get(key) ?? null,
        set: (key, value) => (value === null ? kept.delete(key) : kept.set(key, value)),
      },
      createId: () => crypto.randomUUID(),
      schedule: (work) => {
        scheduled.push(work);
        return () => scheduled.splice(scheduled.indexOf(work), 1);
      },
      isTyping: () => bench.typing,
      endTyping: () => undefined,
    });
  return Object.assign(bench, { create });
}

const edit = { kind: 'edit', changes: {} } as const;
const close = { kind: 'close', closeAs: 'selfHandled', changes: {} } as const;

let bench: ReturnType<typeof createBench>;
beforeEach(() => {
  bench = createBench();
});

const known = () => aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) });
const unknown = () => aPop([]);

type Store = ReturnType<ReturnType<typeof createBench>['create']>;
const sheetOf = (store: Store) => openSheet(store.getState());
const placeOfCall = (store: Store, n = 1) =>
  store.getState().places.find(({ key }) => key === idOf('call', n));
/** What was begun comes to its end. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
/** The host tells of one conversation, whose call is as `call` says. */
async function tell(store: Store, pop: Pop, call: CallView = aCall()) {
  store.getState().noteDesk({ workspaces: [aWorkspace(pop)], calls: [call] });
  await settled();
}
const edits = (store: Store, patch: Partial<Intake>) =>
  store.getState().edit(sheetOf(store)?.draftKey ?? '', patch);

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

describe('two citizens', () => {
  const second = () => aPop([], { callId: idOf('call', 2), requesterName: '乙' });
  const both = (store: Store, first: CallView, other: CallView) =>
    store.getState().noteDesk({
      workspaces: [aWorkspace(known()), aWorkspace(second())],
      calls: [first, { ...other, callId: idOf('call', 2) }],
    });

  test('swapping swaps everything, and what was typed for one waits with the other', async () => {
    const store = bench.create();
    both(store, aTalk(), aCall());
    await settled();
    edits(store, { answer: '说给甲' });
    const held = aTalk({ state: 'held', heldBy: 'agent' });
    both(store, held, aTalk());
    await settled();
    expect(sheetOf(store)).toMatchObject({ ticketId: null, callId: idOf('call', 2) });
    edits(store, { content: '乙的诉求' });
    both(store, aTalk(), held);
    expect(sheetOf(store)).toMatchObject({
      ticketId: idOf('ticket', 7),
      intake: { answer: '说给甲' },
    });
    both(store, held, aTalk());
    expect(sheetOf(store)?.intake.content).toBe('乙的诉求');
  });

  test('a key acts on a ticket that is not of the call only when the agent says so, once', async () => {
    const store = bench.create();
    both(store, aTalk(), aCall());
    await settled();
    bench.changed = { numberKey: '+8619900000999' };
    await store.getState().openTicket(idOf('ticket', 9));
    edits(store, { answer: '写错人' });
    expect(await store.getState().carryOut(edit)).toBe(false);
    expect(bench.saved).toEqual([]);
    expect(store.getState().confirming).toMatchObject({ draftKey: idOf('ticket', 9) });
    await store.getState().confirm(false);
    expect(bench.saved).toEqual([]);
    await store.getState().carryOut(edit);
    expect(await store.getState().confirm(true)).toBe(true);
    expect(bench.saved).toMatchObject([{ ticketId: idOf('ticket', 9), call: null }]);
    edits(store, { answer: '再来' });
    expect(await store.getState().carryOut(edit)).toBe(true);
  });

  test('the ticket is of the call once the agent has said that it is what the call is about', async () => {
    const store = bench.create();
    both(store, aTalk(), aCall());
    await settled();
    bench.changed = { numberKey: '+8619900000999' };
    await store.getState().openTicket(idOf('ticket', 9));
    store.getState().adopt();
    expect(store.getState().activeKey).toBe(idOf('call', 1));
    await store.getState().carryOut(edit);
    expect(bench.saved).toMatchObject([
      { ticketId: idOf('ticket', 9), call: { callId: idOf('call', 1) } },
    ]);
  });
});

describe('a conversation that is over', () => {
  const over = (patch: Partial<Workspace> = {}) =>
    aWorkspace(known(), { answeredAt: 1, endedAt: 2, ...patch });

  test('stays while its result is owed, and in front until another comes', async () => {
    const store = bench.create();
    await tell(store, known(), aTalk());
    store.getState().noteDesk({ workspaces: [over()], calls: [] });
    store.getState().choose('home');
    expect(placeOfCall(store)).toBeDefined();
    store.getState().choose(idOf('call', 1));
    await store.getState().conclude(idOf('call', 1), { result: 'answered' });
    store.getState().noteDesk({ workspaces: [], calls: [] });
    expect(store.getState().activeKey).toBe(idOf('call', 1));
    store.getState().choose('home');
    expect(placeOfCall(store)).toBeUndefined();
  });

  test('keeps its tab while words of it are not saved, whatever came of it', async () => {
    const store = bench.create();
    await tell(store, known(), aTalk());
    edits(store, { answer: '没写完' });
    store.getState().noteDesk({ workspaces: [], calls: [] });
    store.getState().choose('home');
    expect(placeOfCall(store)).toBeDefined();
  });

  test('a second demand of its citizen is a ticket of its own, and the first is never begun anew', async () => {
    const store = bench.create();
    await tell(store, unknown(), aTalk());
    edits(store, { content: '停水' });
    await store.getState().startIntake();
    expect(sheetOf(store)?.intake.content).toBe('停水');
    await store.getState().carryOut(edit);
    const linked = aWorkspace(unknown(), { ticketIds: [sheetOf(store)?.ticketId ?? ''] });
    store.getState().noteDesk({ workspaces: [linked], calls: [aTalk()] });
    await store.getState().startIntake();
    expect(sheetOf(store)).toMatchObject({
      ticket: null,
      callId: idOf('call', 1),
      intake: { content: '', requesterNumber: '199 0000 0123' },
    });
  });
});

describe('saving a new intake', () => {
  test('takes one number, also when the first attempt fails', async () => {
    const store = bench.create();
    await tell(store, unknown(), aTalk());
    edits(store, { content: '停水' });
    await bench.settle();
    expect(bench.drafts.size).toBe(1);
    bench.refusal = new AppError('storage.diskFull');
    await store.getState().carryOut(edit);
    expect(sheetOf(store)).toMatchObject({
      failure: 'storage.diskFull',
      ticketNo: 'SW-new',
    });
    bench.refusal = null;
    await store.getState().carryOut(edit);
    expect(bench.issued).toBe(1);
    expect(sheetOf(store)).toMatchObject({ failure: null, busy: null });
    expect(bench.drafts.size).toBe(0);
  });

  test('links the call and the recording seen during it', async () => {
    const store = bench.create();
    await tell(store, unknown(), aTalk());
    store.getState().noteDesk({ workspaces: [], calls: [] });
    await store.getState().carryOut(edit);
    expect(bench.saved).toMatchObject([
      { call: { callId: idOf('call', 1), recordingId: idOf('recording', 1) } },
    ]);
  });
});

describe('closing', () => {
  test('with missing fields sends nothing and names the fields', async () => {
    const store = bench.create();
    await tell(store, aPop([], { district: null, address: '' }), aTalk());
    await store.getState().carryOut(close);
    expect(bench.saved).toEqual([]);
    expect(sheetOf(store)?.errors).toEqual(
      Object.fromEntries(
        ['kind', 'categoryCode', 'district', 'address', 'content', 'answer'].map((field) => [
          field,
          'required',
        ]),
      ),
    );
  });

  test('asked for twice sends once', async () => {
    const store = bench.create();
    await tell(store, known(), aTalk());
    edits(store, { answer: '已告知' });
    await Promise.all([store.getState().carryOut(close), store.getState().carryOut(close)]);
    await store.getState().carryOut(close);
    expect(bench.saved).toHaveLength(1);
  });

  test('refused by the host keeps what was typed and tells the code', async () => {
    const store = bench.create();
    await tell(store, known(), aTalk());
    edits(store, { answer: '已告知' });
    bench.refusal = new AppError('ticket.conflict');
    await store.getState().carryOut(close);
    expect(sheetOf(store)).toMatchObject({
      failure: 'ticket.conflict',
      busy: null,
      intake: { answer: '已告知' },
    });
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
    expect(store.getState().asking[idOf('ticket', 7)]).toEqual(asking);
    store.getState().ask(idOf('ticket', 7), null);
    expect(store.getState().asking).toEqual({});
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
