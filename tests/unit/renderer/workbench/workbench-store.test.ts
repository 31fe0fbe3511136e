import { beforeEach, describe, expect, test } from 'vitest';
import { clashesOf } from '../../../../src/renderer/workbench/sheet.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import { intakeOf, withChanges } from '../../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../../src/shared/domain/tickets/flow.ts';
import type { TicketCommand } from '../../../../src/shared/domain/tickets/ticket-command.ts';
import { type Ticket, emptyIntake } from '../../../../src/shared/domain/tickets/ticket.ts';
import type { Draft } from '../../../../src/shared/domain/desk/desk-state.ts';
import type { WorkbenchDeps } from '../../../../src/renderer/workbench/workbench-state.ts';
import { createWorkbenchStore } from '../../../../src/renderer/workbench/workbench-store.ts';
import { aPop, aTalk, aTicket, idOf, someTickets } from '../../../support/desk/desk-samples.ts';

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
    focused: false,
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
      remove: ({ draftKey }: { draftKey: string }) => {
        drafts.delete(draftKey);
        return Promise.resolve();
      },
    },
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
      isFormFocused: () => bench.focused,
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

describe('a pop', () => {
  test('opens its ticket when nothing is being typed', async () => {
    const store = bench.create();
    await store.getState().showPop(known());
    expect(store.getState().sheet).toMatchObject({
      ticketId: idOf('ticket', 7),
      callId: idOf('call', 1),
    });
  });

  test('waits when something is typed, and opens when asked for', async () => {
    const store = bench.create();
    await store.getState().startIntake();
    store.getState().edit({ content: '别的诉求' });
    await store.getState().showPop(known());
    expect(store.getState()).toMatchObject({
      offered: true,
      sheet: { intake: { content: '别的诉求' } },
    });
    await store.getState().acceptOffer();
    expect(store.getState()).toMatchObject({
      offered: false,
      sheet: { ticketId: idOf('ticket', 7) },
    });
  });

  test('waits when the keyboard is in the form, even before the first letter', async () => {
    const store = bench.create();
    await store.getState().startIntake();
    bench.focused = true;
    await store.getState().showPop(known());
    expect(store.getState()).toMatchObject({ offered: true, sheet: { ticket: null } });
  });

  test('never overwrites what was typed while its ticket was being read', async () => {
    const store = bench.create();
    await store.getState().startIntake();
    const gate = Promise.withResolvers<void>();
    bench.gate = gate.promise;
    const popped = store.getState().showPop(known());
    store.getState().edit({ content: '刚开始打字' });
    gate.resolve();
    await popped;
    expect(store.getState()).toMatchObject({
      offered: true,
      sheet: { intake: { content: '刚开始打字' } },
    });
  });

  test('with several matches opens none', async () => {
    const store = bench.create();
    await store.getState().showPop(aPop([aTicket(7), aTicket(9)], { match: 'several' }));
    expect(store.getState()).toMatchObject({ sheet: null, offered: false });
  });

  test('whose ticket comes later opens it over the empty intake', async () => {
    const store = bench.create();
    await store.getState().showPop(unknown());
    await store.getState().showPop(known());
    expect(store.getState()).toMatchObject({
      offered: false,
      sheet: { ticketId: idOf('ticket', 7), callId: idOf('call', 1) },
    });
  });

  test.each(['typed', 'looked up'])(
    'whose ticket comes later is offered when something was %s meanwhile',
    async (what) => {
      const store = bench.create();
      await store.getState().showPop(unknown());
      if (what === 'typed') store.getState().edit({ content: '停水' });
      else await store.getState().openTicket(idOf('ticket', 9));
      const { sheet } = store.getState();
      await store.getState().showPop(known());
      expect(store.getState()).toMatchObject({ offered: true, pop: { match: 'one' }, sheet });
    },
  );

  test('told again with the same call changes nothing', async () => {
    const store = bench.create();
    await store.getState().showPop(unknown());
    store.getState().edit({ content: '停水' });
    await store.getState().showPop(unknown());
    expect(store.getState()).toMatchObject({
      offered: false,
      sheet: { intake: { content: '停水' } },
    });
  });
});

describe('saving a new intake', () => {
  test('takes one number, also when the first attempt fails', async () => {
    const store = bench.create();
    await store.getState().showPop(unknown());
    store.getState().edit({ content: '停水' });
    await bench.settle();
    expect(bench.drafts.size).toBe(1);
    bench.refusal = new AppError('storage.diskFull');
    await store.getState().carryOut(edit);
    expect(store.getState().sheet).toMatchObject({
      failure: 'storage.diskFull',
      ticketNo: 'SW-new',
    });
    bench.refusal = null;
    await store.getState().carryOut(edit);
    expect(bench.issued).toBe(1);
    expect(store.getState().sheet).toMatchObject({ failure: null, busy: null });
    expect(bench.drafts.size).toBe(0);
  });

  test('links the call and the recording seen during it', async () => {
    const store = bench.create();
    await store.getState().showPop(unknown());
    store.getState().noteCalls([aTalk()]);
    store.getState().noteCalls([]);
    await store.getState().carryOut(edit);
    expect(bench.saved).toMatchObject([
      { call: { callId: idOf('call', 1), recordingId: idOf('recording', 1) } },
    ]);
  });
});

describe('closing', () => {
  test('with missing fields sends nothing and names the fields', async () => {
    const store = bench.create();
    await store.getState().showPop(aPop([], { district: null, address: '' }));
    await store.getState().carryOut(close);
    expect(bench.saved).toEqual([]);
    expect(store.getState().sheet?.errors).toEqual(
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
    await store.getState().showPop(known());
    store.getState().edit({ answer: '已告知' });
    await Promise.all([store.getState().carryOut(close), store.getState().carryOut(close)]);
    await store.getState().carryOut(close);
    expect(bench.saved).toHaveLength(1);
  });

  test('refused by the host keeps what was typed and tells the code', async () => {
    const store = bench.create();
    await store.getState().showPop(known());
    store.getState().edit({ answer: '已告知' });
    bench.refusal = new AppError('ticket.conflict');
    await store.getState().carryOut(close);
    expect(store.getState().sheet).toMatchObject({
      failure: 'ticket.conflict',
      busy: null,
      intake: { answer: '已告知' },
    });
  });
});

describe('somebody else at the same ticket', () => {
  test('a save sends what was typed, over what the form was opened on, and nothing else', async () => {
    const store = bench.create();
    await store.getState().showPop(known());
    store.getState().edit({ answer: '已告知' });
    await store.getState().carryOut(edit);
    expect(bench.saved).toMatchObject([
      { base: { revision: aTicket(7).revision }, action: { changes: { answer: '已告知' } } },
    ]);
    expect(Object.keys(typedIn((bench.saved[0] as TicketCommand).action))).toEqual(['answer']);
  });

  test('who typed in the same field is asked for a choice before anything is sent', async () => {
    const store = bench.create();
    await store.getState().showPop(known());
    store.getState().edit({ answer: '我的答复' });
    bench.changed = { answer: '对方的答复', address: '样例街' };
    await store.getState().ticketChanged(idOf('ticket', 7));
    await store.getState().carryOut(edit);
    expect(bench.saved).toEqual([]);
    expect(store.getState().sheet).toMatchObject({
      failure: 'ticket.conflict',
      intake: { answer: '我的答复', address: '样例街' },
      ticket: { answer: '对方的答复' },
    });
    store.getState().choose('answer', 'mine');
    await store.getState().carryOut(edit);
    expect(bench.saved).toMatchObject([{ action: { changes: { answer: '我的答复' } } }]);
  });

  test('a reason half typed keeps its sheet from a pop, and is there again after another sheet', async () => {
    const store = bench.create();
    await store.getState().openTicket(idOf('ticket', 7));
    const asking = { button: 'urge', reason: '市民再次来电' };
    store.getState().ask(idOf('ticket', 7), asking);
    await store.getState().showPop(aPop([]));
    expect(store.getState()).toMatchObject({
      offered: true,
      sheet: { draftKey: idOf('ticket', 7) },
    });
    await store.getState().acceptOffer();
    expect(store.getState().sheet?.ticketId).toBeNull();
    await store.getState().openTicket(idOf('ticket', 7));
    expect(store.getState().asking[idOf('ticket', 7)]).toEqual(asking);
    store.getState().ask(idOf('ticket', 7), null);
    expect(store.getState().asking).toEqual({});
  });

  test('a choice for their text puts the draft away as well', async () => {
    const store = bench.create();
    await store.getState().showPop(known());
    store.getState().edit({ answer: '我的答复' });
    await bench.settle();
    expect(bench.drafts.size).toBe(1);
    bench.changed = { answer: '对方的答复' };
    await store.getState().ticketChanged(idOf('ticket', 7));
    store.getState().choose('answer', 'theirs');
    await bench.settle();
    expect([bench.drafts.size, store.getState().sheet?.intake.answer]).toEqual([0, '对方的答复']);
  });

  test('a conflict that only the host knows of is shown with both texts', async () => {
    const store = bench.create();
    await store.getState().showPop(known());
    store.getState().edit({ answer: '我的答复' });
    bench.refusal = new AppError('ticket.conflict');
    bench.changed = { answer: '对方的答复' };
    await store.getState().carryOut(edit);
    const { sheet } = store.getState();
    expect([sheet?.failure, sheet?.intake.answer, sheet?.ticket?.answer]).toEqual([
      'ticket.conflict',
      '我的答复',
      '对方的答复',
    ]);
  });

  test('a save that the hub took back is a draft again, over what it began on', async () => {
    const store = bench.create();
    await store.getState().showPop(known());
    const base = { revision: 1, intake: intakeOf(aTicket(7)) };
    store.getState().edit({ answer: '我的答复' });
    bench.changed = { course: [{ ...lineOf('1003'), eventId: 'mine:edited' }] };
    await store.getState().carryOut(edit);
    await store.getState().ticketChanged(idOf('ticket', 7));
    const body = { ...base.intake, answer: '我的答复' };
    const draftKey = idOf('ticket', 7);
    bench.drafts.set(draftKey, { draftKey, body, base, savedAt: 9 });
    store.getState().edit({ answer: '我的答复' });
    bench.changed = { answer: '对方的答复', course: [{ ...lineOf('1004'), eventId: 'theirs' }] };
    await store.getState().ticketChanged(draftKey);
    const { sheet } = store.getState();
    expect(sheet && clashesOf(sheet)).toEqual(['answer']);
    expect(sheet?.intake.answer).toBe('我的答复');
  });
});

const lineOf = (byWorkNo: string) => ({ at: 1, byWorkNo, kind: 'edited', note: '' }) as const;

test('after a crash a new page finds the sheet and what was typed in it', async () => {
  const store = bench.create();
  await store.getState().showPop(known());
  store.getState().edit({ answer: '打到一半' });
  await bench.settle();
  const next = bench.create();
  await next.getState().restore();
  expect(next.getState().sheet).toMatchObject({
    ticketId: idOf('ticket', 7),
    callId: idOf('call', 1),
    intake: { answer: '打到一半' },
  });
});

test('a reload without a draft leaves the workbench to the next caller', async () => {
  const store = bench.create();
  await store.getState().showPop(known());
  const next = bench.create();
  await next.getState().restore();
  expect(next.getState().sheet).toBeNull();
});

test('a call back from the open ticket belongs to it', async () => {
  const store = bench.create();
  await store.getState().openTicket(idOf('ticket', 7));
  const ticketNo = store.getState().sheet?.ticketNo ?? '';
  store.getState().noteCalls([aTalk({ direction: 'outbound', ticketNo })]);
  await store.getState().carryOut(edit);
  expect(bench.saved).toMatchObject([{ call: { callId: idOf('call', 1) } }]);
});

test('an empty intake without a call starts under a number of the host', async () => {
  const store = bench.create();
  await store.getState().startIntake();
  expect(store.getState().sheet).toMatchObject({ ticketNo: 'SW-new', intake: emptyIntake });
});
