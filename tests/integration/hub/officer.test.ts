import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import { assignIt } from '../../support/course-ticket.ts';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import {
  aFullIntake,
  aTicketSave,
  ofDepartment,
  ofOffice,
  testSeed,
} from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { codeOn, signInAtOfficersPage } from '../../support/second-factor.ts';

const number = '19900000123';
const name = '样例名';
const all = {
  scope: 'all',
  state: null,
  source: null,
  departmentId: null,
  text: '',
  limit: 50,
  offset: 0,
} as const;
const propose = {
  kind: 'propose',
  leadId: 'bureau.jianghan',
  assistIds: [],
  instruction: '请现场核实',
  phonedTo: '',
  reason: '涉及多户',
} as const;

describe('an officer at the hub', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(
      testSeed([ofDepartment(), ofOffice('6001', 'officer'), ofOffice('7001', 'auditor')]),
    );
  });
  afterEach(() => hub.stop());

  const at = (workNo: string) => signInAtOfficersPage(hub.url(), workNo, hub.clock.now());
  const officer = async () => (await at('6001')).client.officer;
  /** A ticket that the lead has taken, and what is done to it then. */
  const made = async (
    changes: Partial<ReturnType<typeof aFullIntake>> = {},
    ...acts: readonly TicketAction[]
  ) => {
    const ticketId = randomUUID();
    const intake = {
      ...aFullIntake(),
      kind: 'help',
      requesterName: name,
      requesterNumber: number,
      ...changes,
    } as const;
    const save = aTicketSave(ticketId, { at: hub.clock.now(), changes: intake });
    const { client } = await signInAt(hub.url(), '2001');
    const submit = async (command: object) =>
      expect(
        await client.commands.submit({ commandId: randomUUID(), command: command as typeof save }),
      ).toEqual({ kind: 'accepted' });
    await submit(save);
    for (const action of acts) await submit({ ...save, base: null, action, at: hub.clock.now() });
    return ticketId;
  };
  const audited = async (action: string) => {
    const { client } = await signInAt(hub.url(), '9001');
    const any = { before: null, from: null, to: null, workNo: null, deskId: null, subjectId: null };
    return (await client.audit.list({ ...any, action, limit: 50 })).lines;
  };

  it('reads all tickets with names and numbers covered wherever they stand', async () => {
    const ticketId = await made(
      { content: `${name}说请打 199 0000 0123` },
      { ...assignIt, instruction: `联系${name} ${number}` },
    );
    const { list, get } = await officer();
    const { items, counts } = await list(all);
    expect(counts).toMatchObject({ all: 2, decide: 0 });
    expect(items.map((item) => item.ticketId)).toContain(ticketId);
    const { ticket, isCovered } = await get({ ticketId });
    expect([ticket.requesterName, ticket.requesterNumber, isCovered]).toEqual([
      '样**',
      '199****0123',
      true,
    ]);
    for (const told of [JSON.stringify(items), JSON.stringify(ticket)]) {
      expect(told).not.toContain(name);
      expect(told).not.toContain('199 0000 0123');
      expect(told).not.toContain(number);
    }
    expect(ticket.work?.assignment?.leadId).toBe(assignIt.leadId);
    expect(await audited('ticketsRead')).toContainEqual(
      expect.objectContaining({ workNo: '6001', subjectId: ticketId }),
    );
  });

  it('uncovers one ticket for a reason, which stands in the audit without what it says of the citizen', async () => {
    const ticketId = await made();
    const { uncover } = await officer();
    const { ticket } = await uncover({ ticketId, reason: `核对回访 ${number}` });
    expect([ticket.requesterName, ticket.requesterNumber]).toEqual([name, number]);
    expect(await audited('ticketUncovered')).toMatchObject([
      { workNo: '6001', subjectId: ticketId, code: null, detail: '核对回访 199****0123' },
    ]);
    expect(await codeOf(uncover({ ticketId: randomUUID(), reason: '核对' }))).toBe(
      'ticket.notFound',
    );
    const report = await made({ kind: 'report' });
    expect(await codeOf(uncover({ ticketId: report, reason: '核对' }))).toBe('ticket.confidential');
    expect((await audited('ticketUncovered'))[0]).toMatchObject({ code: 'ticket.confidential' });
  });

  it('decides what was put forward, by the machine of all, once', async () => {
    const ticketId = await made({}, propose);
    const { list, get, act } = await officer();
    expect((await list({ ...all, scope: 'decide' })).items).toMatchObject([
      { ticketId, decision: 'approve' },
    ]);
    expect((await list(all)).items[0]).toMatchObject({ ticketId });
    const { ticket } = await get({ ticketId });
    const asked = {
      commandId: randomUUID(),
      ticketId,
      revision: ticket.revision,
      action: { kind: 'approve', decidedBy: '', authority: '会议纪要' },
    } as const;
    for (const _ of [1, 2]) expect(await act(asked)).toEqual({ kind: 'accepted' });
    expect((await get({ ticketId })).ticket).toMatchObject({
      state: 'assigned',
      work: { decisions: [{ act: 'approve', typedByWorkNo: '6001' }] },
    });
    expect((await list({ ...all, scope: 'decide' })).counts.decide).toBe(0);
    expect(await act({ ...asked, commandId: randomUUID() })).toEqual({
      kind: 'refused',
      code: 'ticket.stepNotNow',
    });
    expect(await act({ ...asked, action: { ...asked.action, authority: '别的' } })).toEqual({
      kind: 'refused',
      code: 'input.invalid',
    });
  });

  it('lists a ticket under supervision, and not with a date that is over', async () => {
    const ticketId = await made({}, assignIt);
    const { list, get, act } = await officer();
    const supervise = async (dueAt: number) =>
      act({
        commandId: randomUUID(),
        ticketId,
        revision: (await get({ ticketId })).ticket.revision,
        action: {
          kind: 'supervise',
          level: 'listed',
          owner: '江汉区水务局负责人',
          dueAt,
          reason: '三次重复反映',
        },
      });
    expect(await supervise(hub.clock.now())).toEqual({ kind: 'refused', code: 'input.invalid' });
    expect(await supervise(hub.clock.now() + 7 * 86_400_000)).toEqual({ kind: 'accepted' });
    expect((await list({ ...all, scope: 'supervised' })).items).toMatchObject([{ ticketId }]);
  });

  it('finds by our number, the citizen’s number and words, by state, source and department', async () => {
    const ticketId = await made({ content: '小区地下车库渍水，水深约 30 厘米' }, assignIt);
    await made({ content: '水压偏低', requesterNumber: '19900000456' });
    const { list, get } = await officer();
    const { ticketNo } = (await get({ ticketId })).ticket;
    const found = async (patch: object) =>
      (await list({ ...all, ...patch })).items.map((item) => item.ticketId);
    for (const text of [
      ticketNo,
      ticketNo.toLowerCase(),
      '199 0000 0123',
      '渍水',
      '车库 渍水',
      '30',
      '库',
    ])
      expect([text, await found({ text })]).toEqual([text, [ticketId]]);
    for (const text of ['车水', '消火栓', '19900000999', '！！', `SW2099`, '" OR "'])
      expect([text, await found({ text })]).toEqual([text, []]);
    expect(
      await found({ departmentId: assignIt.leadId, state: 'assigned', source: 'other' }),
    ).toEqual([ticketId]);
    expect(await found({ departmentId: 'group.water' })).toEqual([]);
    expect(await found({ state: 'closed' })).toEqual([]);
  });

  it('counts what is due today in Shanghai, and what is over', async () => {
    const ticketId = await made();
    const { who, secret, client } = await at('6001');
    const { dueAt } = (await client.officer.get({ ticketId })).ticket.deadline ?? { dueAt: 0 };
    const countsAt = async (at: number) => {
      hub.clock.advance(at - hub.clock.now());
      const { accessToken } = await hubClient(hub.url()).auth.signIn({
        ...who,
        code: codeOn(secret, at),
      });
      const { counts } = await hubClient(hub.url(), accessToken).officer.list(all);
      return [counts.dueToday, counts.overdue, counts.open];
    };
    const dayMs = 86_400_000;
    expect(await countsAt(dueAt - dayMs)).toEqual([0, 0, 2]);
    expect(await countsAt(dueAt - 60_000)).toEqual([1, 0, 2]);
    expect(await countsAt(dueAt + 60_000)).toEqual([0, 1, 2]);
  });

  it('finds what a hub that knows no index has kept meanwhile', async () => {
    const ticketId = await made({ content: '窨井盖破损' });
    const db = new Database(join(hub.dataFolder, 'hub.db'));
    db.prepare('delete from ticket_index where ticket_id = ?').run(ticketId);
    db.close();
    await hub.restart();
    const { list } = await officer();
    expect((await list({ ...all, text: '窨井盖' })).items).toMatchObject([{ ticketId }]);
  });

  it('lets the auditor read and take out the log with a reason, and nothing else', async () => {
    const ticketId = await made();
    const { client } = await at('7001');
    expect(await codeOf(client.officer.get({ ticketId }))).toBe('hub.forbidden');
    const any = { from: null, to: null, action: null, workNo: null, deskId: null, subjectId: null };
    const { lines, isCut } = await client.audit.export({ ...any, reason: '季度检查' });
    expect(isCut).toBe(false);
    expect(lines[0]).toMatchObject({ action: 'auditExported', workNo: '7001', detail: '季度检查' });
    const of = await client.audit.list({ ...any, subjectId: '7001', before: null, limit: 10 });
    expect(of.lines).toMatchObject([{ action: 'secondFactorSet', subjectWorkNo: '7001' }]);
  });
});

describe('people and the administrator', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(testSeed());
  });
  afterEach(() => hub.stop());
  const auth = (workNo: string, password: string, newPassword?: string) =>
    hubClient(hub.url()).auth.signIn({
      workNo,
      password,
      deskId: randomUUID(),
      ...(newPassword === undefined ? {} : { newPassword }),
    });
  const own = 'a password of my own';

  it('are added, changed, shut out and let in again, with who, before and after in the audit', async () => {
    const { client } = await signInAtOfficersPage(hub.url(), '9001', hub.clock.now());
    const person = {
      workNo: '1008',
      isNew: true,
      displayName: '新坐席',
      role: 'agent',
      departmentId: null,
    } as const;
    const { password } = await client.admin.setPerson(person);
    expect((await auth('1008', password ?? '', own)).user.displayName).toBe('新坐席');
    expect(await codeOf(client.admin.setPerson(person))).toBe('input.invalid');
    const lead = { ...person, isNew: false, role: 'lead' } as const;
    expect(await client.admin.setPerson(lead)).toEqual({ password: null });
    for (const wrong of [
      { ...person, isNew: false, workNo: '1099' },
      { ...person, isNew: false, role: 'department' as const },
      { ...person, isNew: false, departmentId: 'group.water' },
      { ...person, isNew: false, workNo: '9001' },
    ])
      expect(await codeOf(client.admin.setPerson(wrong))).toBe('input.invalid');
    const reset = await client.admin.resetPassword({ workNo: '1008' });
    expect(await codeOf(auth('1008', own))).toBe('hub.badCredentials');
    await auth('1008', reset.password ?? '', own);
    await client.admin.setDisabled({ workNo: '1008', disabled: true });
    expect(await codeOf(auth('1008', own))).toBe('hub.accountDisabled');
    await client.admin.setDisabled({ workNo: '1008', disabled: false });
    await auth('1008', own);
    expect(await codeOf(client.admin.setDisabled({ workNo: '9001', disabled: true }))).toBe(
      'input.invalid',
    );
    const any = { before: null, from: null, to: null, action: null, workNo: null, deskId: null };
    const { lines } = await client.audit.list({ ...any, subjectId: '1008', limit: 50 });
    expect(lines.map(({ action, workNo, detail = null }) => [action, workNo, detail])).toEqual([
      ['userEnabled', '9001', null],
      ['userDisabled', '9001', null],
      ['passwordChanged', '1008', null],
      ['passwordReset', '9001', null],
      ['userSet', '9001', 'role: agent → lead'],
      ['passwordChanged', '1008', null],
      ['userSet', '9001', 'name:  → 新坐席\nrole:  → agent'],
    ]);
    expect(JSON.stringify(lines)).not.toContain(password);
  });
});
