import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Department } from '../../../src/shared/domain/office/departments.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { assignIt } from '../../support/course-ticket.ts';
import { departmentsAsked } from '../../support/departments-asked.ts';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import { aFullIntake, aTicketSave, ofDepartment, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const jianghan = 'bureau.jianghan';
const propose = {
  kind: 'propose',
  leadId: jianghan,
  assistIds: [],
  instruction: '请现场核实',
  phonedTo: '',
  reason: '目录外',
} as const;
/** Without the lines that name it. */
const closedAsked = (id: string) => {
  const { departments, routes } = departmentsAsked(id, { isActive: false });
  return { departments, routes: routes.filter(({ leadId }) => leadId !== id) };
};

describe('departments as the office’s rule at the hub', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(testSeed([ofDepartment()]));
  });
  afterEach(() => hub.stop());

  const at = (workNo: string) => signInAt(hub.url(), workNo);
  const put = async (workNo: string, seen: number, asked = departmentsAsked()) =>
    (await at(workNo)).client.office.putDepartments({ seen, ...asked });
  const naming = (change: Partial<Department>) => departmentsAsked(jianghan, change);
  const audited = async () => {
    const any = { before: null, from: null, to: null, workNo: null, deskId: null, subjectId: null };
    const { client } = await at('9001');
    return (await client.audit.list({ ...any, action: 'officeRuleSet', limit: 50 })).lines;
  };
  /** A ticket that the lead has taken, and what is done to it then; the last answer. */
  const made = async (
    changes: Partial<ReturnType<typeof aFullIntake>>,
    ...acts: TicketAction[]
  ) => {
    const { client } = await at('2001');
    const ticketId = randomUUID();
    const of = { ...aFullIntake(), kind: 'help', ...changes } as const;
    const save = aTicketSave(ticketId, { at: hub.clock.now(), changes: of });
    let answer = await client.commands.submit({ commandId: randomUUID(), command: save });
    for (const action of acts) {
      const command = { ...save, base: null, action, at: hub.clock.now() };
      answer = await client.commands.submit({ commandId: randomUUID(), command });
    }
    return { ticketId, answer };
  };

  it('are those of the program until the office puts its own in: versioned, with who, when, before and after', async () => {
    const { client } = await at('1001');
    expect((await client.office.departments()).version).toBe(0);
    const phones = [{ number: '027 8800 0000', hours: '24 小时' }];
    expect(await put('2001', 0, naming({ name: '江汉水务', phones }))).toEqual({ version: 1 });
    const { version, departments } = await client.office.departments();
    expect(version).toBe(1);
    expect(departments.find(({ id }) => id === jianghan)).toMatchObject({
      name: '江汉水务',
      phones,
    });
    expect(await audited()).toMatchObject([
      {
        workNo: '2001',
        subjectId: 'departments',
        detail: [
          `called ${jianghan}: 江汉区水务局 → 江汉水务`,
          `phones ${jianghan}:  → 027 8800 0000 24 小时`,
        ].join('\n'),
      },
    ]);
  });

  it('tell the second of two editors, and lose nothing of the first; the same again makes no version', async () => {
    await put('2001', 0, naming({ name: '江汉水务' }));
    const other = departmentsAsked('bureau.wuchang', { name: '武昌水务' });
    expect(await codeOf(put('9001', 0, other))).toBe('office.conflict');
    expect(await put('9001', 0, naming({ name: '江汉水务' }))).toEqual({ version: 1 });
    expect(await put('9001', 1, other)).toEqual({ version: 2 });
    expect(await audited()).toHaveLength(2);
  });

  it('keep every id for ever, and take no line that names what is closed', async () => {
    const faults = async (asked: ReturnType<typeof departmentsAsked>) => {
      const { code, fields } = (await put('2001', 0, asked).then(() => null, fromWireError)) ?? {};
      return [code, fields];
    };
    const { departments } = departmentsAsked();
    expect(await faults({ departments: departments.slice(1), routes: [] })).toEqual([
      'input.invalid',
      { departments: 'invalid' },
    ]);
    expect(await faults(naming({ isActive: false }))).toEqual([
      'input.invalid',
      { routes: 'invalid' },
    ]);
    expect(await faults(naming({ id: 'Bureau X' }))).toEqual(['input.invalid', null]);
    expect(await audited()).toEqual([]);
  });

  it('say whom a closing concerns; then give it nothing new, and let its people finish', async () => {
    const { ticketId } = await made({}, assignIt);
    await made({}, propose);
    await made({ kind: 'report' }, propose);
    await made({}, { ...assignIt, leadId: 'group.water' });
    const { client } = await at('2001');
    const concerned = await client.office.concernedBy({ departmentId: jianghan });
    expect([concerned.tickets, concerned.ticketNos.length, concerned.people]).toEqual([3, 2, 1]);
    await put('2001', 0, closedAsked(jianghan));

    const refused = { kind: 'refused', code: 'ticket.departmentClosed' };
    expect((await made({}, assignIt)).answer).toMatchObject(refused);
    expect((await made({}, propose)).answer).toMatchObject(refused);
    const who = { workNo: '5001', password: ofDepartment().password, deskId: randomUUID() };
    const { auth } = hubClient(hub.url());
    const { accessToken } = await auth.signIn({ ...who, page: 'department' });
    const { department, office } = hubClient(hub.url(), accessToken);
    const { revision } = await department.get({ ticketId });
    const action = { kind: 'departmentSign' } as const;
    const of = { commandId: randomUUID(), ticketId, revision };
    expect(await department.act({ ...of, action })).toEqual({ kind: 'accepted' });
    const { departments } = await office.departments();
    expect(departments.find(({ id }) => id === jianghan)?.name).toBe('江汉区水务局');
    // Nobody new comes to it; who is there stays there.
    const admin = (await at('9001')).client.admin;
    const person = { displayName: '经办', role: 'department', departmentId: jianghan } as const;
    expect(await codeOf(admin.setPerson({ ...person, workNo: '5002', isNew: true }))).toBe(
      'input.invalid',
    );
    expect(await admin.setPerson({ ...person, workNo: '5001', isNew: false })).toEqual({
      password: null,
    });
  });

  it('go to no desk of before contract 3', async () => {
    const { token } = await at('1001');
    const older = hubClient(hub.url(), token, 2);
    const { next } = await older.changes.pull({ since: 0, limit: 100 });
    await put('2001', 0, naming({ name: '江汉水务' }));
    const { changes } = await older.changes.pull({ since: next, limit: 100 });
    expect(changes).toEqual([]);
  });
});
