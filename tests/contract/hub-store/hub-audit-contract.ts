import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AuditFilter } from '../../../src/hub/areas/audit/audit-repository.ts';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import type { StoreUnderTest } from './hub-store-contract.ts';

const everyRow: AuditFilter = {
  before: null,
  from: null,
  to: null,
  action: null,
  userId: null,
  deskId: null,
  subjectId: null,
  limit: 50,
};

/** What every engine of the hub has to promise of the audit. Called within `describe`. */
export function describeHubAudit(open: () => Promise<StoreUnderTest>): void {
  let subject: StoreUnderTest;
  let store: HubStore;
  beforeEach(async () => {
    subject = await open();
    ({ store } = subject);
  });
  afterEach(() => subject.dispose());

  it('lists the audit by what is asked, and removes nothing but old refused sign-ins', async () => {
    const entry = (action: 'signInRefused' | 'listened', at: number) => ({
      at,
      action,
      userId: null,
      deskId: null,
      subjectId: null,
      code: null,
      address: '192.0.2.1',
      deskProven: false,
      tried: '77**',
      count: 3,
    });
    for (const at of [1, 2, 3]) await store.audit.append(entry('signInRefused', at));
    await store.audit.append(entry('listened', 0));
    const everything = {
      before: null,
      from: null,
      to: null,
      action: null,
      userId: null,
      deskId: null,
      subjectId: null,
      limit: 10,
    };
    const refusals = await store.audit.list({ ...everything, action: 'signInRefused', from: 2 });
    expect(refusals.map(({ at }) => at)).toEqual([3, 2]);
    expect(refusals[0]).toMatchObject(entry('signInRefused', 3));
    await store.audit.pruneRefusals(1);
    const left = await store.audit.list(everything);
    expect(left.map(({ action, at }) => [action, at])).toEqual([
      ['listened', 0],
      ['signInRefused', 3],
    ]);
    const [, older] = left;
    const { auditId: before = 0 } = left[0] ?? {};
    expect(await store.audit.list({ ...everything, before })).toEqual([older]);
  });

  it('appends to the audit, newest first when read', async () => {
    const entry = {
      at: 1,
      action: 'listened',
      userId: 'u',
      deskId: 'd',
      subjectId: 's',
      code: null,
    } as const;
    const later = { ...entry, at: 2, action: 'refused', code: 'hub.forbidden' } as const;
    for (const line of [entry, later]) await store.audit.append(line);
    expect(await store.audit.newest(10)).toEqual([later, entry]);
    expect(await store.audit.newest(1)).toEqual([later]);
  });

  it('counts the same within ten minutes in its first row, and keeps apart what differs', async () => {
    const { audit } = store;
    const minute = 60_000;
    const entry = {
      at: 100 * minute,
      action: 'listened',
      userId: 'u',
      deskId: 'd',
      subjectId: 's',
      code: null,
      address: '192.0.2.1',
      deskProven: true,
    } as const;
    await audit.appendOrCount(entry);
    await audit.appendOrCount({ ...entry, at: 109 * minute });
    const { address, deskProven, ...plain } = entry;
    for (const differs of [
      { ...entry, at: 111 * minute },
      { ...entry, userId: null },
      { ...entry, deskId: 'other' },
      { ...entry, subjectId: null },
      { ...entry, code: 'hub.forbidden' as const },
      { ...plain, deskProven },
      { ...plain, address },
      { ...entry, deskProven: false },
    ])
      for (let times = 0; times < 2; times += 1) await audit.appendOrCount(differs);
    const rows = await audit.list(everyRow);
    expect(rows.map(({ count }) => count)).toEqual(Array.from({ length: 9 }, () => 2));
    const told = { tried: null, detail: null, count: 2 };
    expect(rows.at(-1)).toEqual({ auditId: expect.any(Number), ...entry, ...told });
  });

  it('counts what one person does in a hundred ways in one row that tells no more than who and what', async () => {
    const entry = { at: 5, action: 'callsRead', userId: 'u', deskId: 'd', code: null } as const;
    await store.transaction(async ({ audit }) => {
      for (let kind = 0; kind < 103; kind += 1)
        await audit.appendOrCount({ ...entry, subjectId: String(kind) });
      await audit.appendOrCount({ ...entry, userId: 'other', subjectId: 'x' });
    });
    const rows = await store.audit.list({ ...everyRow, limit: 200 });
    expect(rows.map(({ userId, count }) => [userId, count]).slice(0, 3)).toEqual([
      ['other', 1],
      ['u', 3],
      ['u', 1],
    ]);
    expect(rows[1]).toMatchObject({ deskId: null, subjectId: null });
    expect(rows).toHaveLength(102);
  });

  it('finds audit rows by each of their facts, and counts what came of each recording as a number', async () => {
    const row = { at: 1, userId: 'u', deskId: 'd', subjectId: 's', code: null } as const;
    const { audit } = store;
    await audit.append({ ...row, action: 'uploaded' });
    await audit.append({ ...row, at: 2, action: 'uploaded', userId: null });
    await audit.append({ ...row, at: 3, action: 'uploaded', subjectId: 't', deskId: 'e' });
    await audit.append({ ...row, at: 4, action: 'listened' });
    const times = async (filter: Partial<AuditFilter>) =>
      (await audit.list({ ...everyRow, ...filter })).map(({ at }) => at);
    expect(await times({})).toEqual([4, 3, 2, 1]);
    expect(await times({ action: 'uploaded' })).toEqual([3, 2, 1]);
    expect(await times({ userId: 'u' })).toEqual([4, 3, 1]);
    expect(await times({ deskId: 'e' })).toEqual([3]);
    expect(await times({ subjectId: 's' })).toEqual([4, 2, 1]);
    expect(await times({ from: 2, to: 4 })).toEqual([3, 2]);
    expect(await times({ subjectId: 's', userId: 'u', limit: 1 })).toEqual([4]);
    expect(await audit.uploaded()).toEqual(
      new Map([
        ['s', 2],
        ['t', 1],
      ]),
    );
  });
}
