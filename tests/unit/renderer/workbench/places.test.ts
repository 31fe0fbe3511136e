import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/shared/app-error.ts';
import type { CallView } from '../../../../src/shared/domain/calls/call.ts';
import type { Workspace } from '../../../../src/shared/domain/workspaces/workspace.ts';
import { aCall, aPop, aTalk, aWorkspace, idOf } from '../../../support/desk/desk-samples.ts';
import {
  createBench,
  edit,
  known,
  unknown,
  sheetOf,
  placeOfCall,
  settled,
  tell,
  edits,
  type Store,
} from '../../../support/desk/workbench-bench.ts';

let bench: ReturnType<typeof createBench>;
beforeEach(() => {
  bench = createBench();
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

  test('a step that is meant is taken once: its form is gone with it, as without the question', async () => {
    const store = bench.create();
    both(store, aTalk(), aCall());
    await settled();
    bench.changed = { numberKey: '+8619900000999' };
    await store.getState().openTicket(idOf('ticket', 9));
    const step = { act: 'message', values: { text: '请尽快' } } as const;
    store.getState().ask(idOf('ticket', 9), { button: '', reason: '', step });
    expect(await store.getState().carryOut({ kind: 'message', text: '请尽快' })).toBe(false);
    bench.refusal = new AppError('hub.unreachable');
    expect(await store.getState().confirm(true)).toBe(false);
    expect(sheetOf(store)?.asking).toMatchObject({ step });
    bench.refusal = null;
    store.setState({ confirmed: [] });
    await store.getState().carryOut({ kind: 'message', text: '请尽快' });
    expect(await store.getState().confirm(true)).toBe(true);
    expect(sheetOf(store)?.asking).toBeNull();
  });

  test('is asked anew when another citizen waits on hold, as nobody is spoken with then either', async () => {
    const store = bench.create();
    const held = { state: 'held', heldBy: 'agent' } as const;
    const waits = (n: number) => {
      const callId = idOf('call', n);
      const workspace = aWorkspace(aPop([], { callId }), { answeredAt: 5 });
      store.getState().noteDesk({ workspaces: [workspace], calls: [aTalk({ callId, ...held })] });
    };
    waits(1);
    bench.changed = { numberKey: '+8619900000999' };
    await store.getState().openTicket(idOf('ticket', 9));
    await store.getState().carryOut(edit);
    expect(await store.getState().confirm(true)).toBe(true);
    await store.getState().ticketChanged(idOf('ticket', 9));
    waits(2);
    store.getState().choose(idOf('ticket', 9));
    expect(await store.getState().carryOut(edit)).toBe(false);
    expect(store.getState().confirming).toMatchObject({ draftKey: idOf('ticket', 9) });
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

  test('shows the ticket that was registered in it after a reload, and no empty form', async () => {
    const store = bench.create();
    const linked = aWorkspace(unknown(), { ticketIds: [idOf('ticket', 7)] });
    store.getState().noteDesk({ workspaces: [linked], calls: [aTalk()] });
    await settled();
    expect(sheetOf(store)).toMatchObject({ ticketId: idOf('ticket', 7), ticket: {} });
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

describe('what is put aside', () => {
  const owing = () =>
    aWorkspace(known(), { answeredAt: 2, endedAt: 3, endReason: 'citizenHungUp', result: null });

  test('is no tab any more, also after a restart, keeps what was typed, and comes back whole', async () => {
    const store = bench.create();
    store.getState().noteDesk({ workspaces: [aWorkspace(known())], calls: [aTalk()] });
    await settled();
    edits(store, { content: '等物业回电' });
    await store.getState().putAside('还在通话');
    expect(bench.aside).toEqual([]);
    store.getState().noteDesk({ workspaces: [owing()], calls: [] });
    await store.getState().putAside('等物业');
    expect(bench.aside).toMatchObject([{ key: idOf('call', 1), reason: '等物业' }]);
    const told = { workspaces: [owing()], calls: [], aside: bench.aside };
    store.getState().noteDesk(told);
    expect(placeOfCall(store)).toBeUndefined();
    expect(store.getState().drafts).toMatchObject([{ body: { content: '等物业回电' } }]);

    const again = bench.create();
    again.getState().noteDesk(told);
    await settled();
    expect(placeOfCall(again)).toBeUndefined();
    await again.getState().takeUp(idOf('call', 1), owing());
    again.getState().noteDesk({ ...told, aside: bench.aside });
    await settled();
    expect(again.getState().activeKey).toBe(idOf('call', 1));
    expect(sheetOf(again)?.intake.content).toBe('等物业回电');
  });

  test('is told with its reason where only the words wait: what came of the call is known', async () => {
    const store = bench.create();
    store.getState().noteDesk({ workspaces: [aWorkspace(known())], calls: [aTalk()] });
    await settled();
    edits(store, { content: '等物业回电' });
    store.getState().noteDesk({ workspaces: [{ ...owing(), result: 'answered' }], calls: [] });
    const draftKey = sheetOf(store)?.draftKey;
    await store.getState().putAside('等物业');
    expect(placeOfCall(store)).toBeUndefined();
    expect(store.getState().drafts).toMatchObject([{ draftKey }]);
    expect(bench.aside).toMatchObject([{ key: draftKey, reason: '等物业' }]);
  });

  test('and thrown away is gone for good, also from what is in memory', async () => {
    const store = bench.create();
    store.getState().noteDesk({ workspaces: [aWorkspace(known())], calls: [aTalk()] });
    await settled();
    edits(store, { content: '写错了' });
    store.getState().noteDesk({ workspaces: [owing()], calls: [] });
    await store.getState().putAside('');
    const draftKey = store.getState().drafts[0]?.draftKey ?? '';
    bench.refusal = new AppError('storage.diskFull');
    await expect(store.getState().discardDraft(draftKey)).rejects.toThrow();
    expect(store.getState().drafts).toMatchObject([{ draftKey }]);
    bench.refusal = null;
    await store.getState().discardDraft(draftKey);
    expect(store.getState().drafts).toEqual([]);
    await store.getState().openDraft(draftKey);
    await settled();
    expect(store.getState().sheets[draftKey]?.intake.content).not.toBe('写错了');
  });

  test('is a tab again as soon as its call runs', async () => {
    const store = bench.create();
    const aside = [{ key: idOf('call', 1), at: 1, reason: '' }];
    store.getState().noteDesk({ workspaces: [aWorkspace(known())], calls: [aTalk()], aside });
    await settled();
    expect(placeOfCall(store)).toBeDefined();
  });

  test('stays where it is when the host refuses', async () => {
    const store = bench.create();
    store.getState().noteDesk({ workspaces: [owing()], calls: [] });
    store.getState().choose(idOf('call', 1));
    await settled();
    bench.refusal = new AppError('storage.diskFull');
    await expect(store.getState().putAside('')).rejects.toThrow();
    expect(placeOfCall(store)).toBeDefined();
  });
});
