import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/shared/app-error.ts';
import { aPop, aTalk, aWorkspace, idOf } from '../../../support/desk/desk-samples.ts';
import {
  createBench,
  edit,
  close,
  known,
  unknown,
  sheetOf,
  tell,
  edits,
} from '../../../support/desk/workbench-bench.ts';

let bench: ReturnType<typeof createBench>;
beforeEach(() => {
  bench = createBench();
});

describe('saving a new intake', () => {
  test('links it to its call, also when another call comes to the front in that moment', async () => {
    const store = bench.create();
    await tell(store, unknown(), aTalk());
    edits(store, { content: '停水' });
    const saving = store.getState().carryOut(edit);
    const second = { ...aTalk(), callId: idOf('call', 2) };
    const pop = aPop([], { callId: idOf('call', 2) });
    store.getState().noteDesk({
      workspaces: [aWorkspace(unknown()), aWorkspace(pop)],
      calls: [aTalk({ state: 'held', heldBy: 'agent' }), second],
    });
    await saving;
    expect(store.getState().activeKey).toBe(idOf('call', 2));
    expect(bench.saved).toMatchObject([{ call: { callId: idOf('call', 1) } }]);
  });

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
    edits(store, { content: '停水' });
    await store.getState().carryOut(edit);
    expect(bench.saved).toMatchObject([
      { call: { callId: idOf('call', 1), recordingId: idOf('recording', 1) } },
    ]);
  });
});

test('an intake in which nothing was typed is not saved: what is missing is named', async () => {
  const store = bench.create();
  await tell(store, unknown(), aTalk());
  await store.getState().carryOut(edit);
  expect(bench.saved).toEqual([]);
  expect(sheetOf(store)).toMatchObject({
    errors: { content: 'required' },
    failure: 'ticket.fieldsMissing',
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
