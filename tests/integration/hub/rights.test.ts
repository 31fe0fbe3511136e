import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disableUser } from '../../../src/hub/areas/session/set-user.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { AppError } from '../../../src/shared/app-error.ts';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { hubContract } from '../../../src/shared/contract/areas.ts';
import {
  type SignedInDesk,
  hubClient,
  hubSocketClient,
  signInAt,
} from '../../support/hub-client.ts';
import { makeSegment, metadataHeader, uploadWhole } from '../../support/hub-upload.ts';
import {
  aCall,
  aRecording,
  aTicketSave,
  ofDepartment,
  ofOffice,
  testPassword,
  testSeed,
} from '../../support/hub-values.ts';
import { aSheetOrder } from '../../support/export-orders.ts';
import { tokenAtPage } from '../../support/second-factor.ts';
import { aYear } from '../../support/calendar-years.ts';
import { departmentsAsked } from '../../support/departments-asked.ts';
import { knowledgeInputs } from '../../support/knowledge/inputs.ts';
import {
  type Row,
  type Who,
  deskPeople,
  no,
  outside,
  people,
  ownersAndLead,
  rights,
  strangers,
  signedIn,
  everybody,
  desks,
} from '../../support/hub-rights.ts';
import { callByName, proceduresOf } from '../../support/procedures.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const whenever = { from: null, to: null, action: null };
const anyAudit = { ...whenever, workNo: null, deskId: null, subjectId: null };

/** The owner's call, ticket and recording, asked for or changed by name. */
const things: Record<string, Row> = {
  'calls of 1001': ownersAndLead,
  'call record': { admin: no, other: 'hub.refused', owner: 'in', lead: 'hub.refused' },
  'recording row': { admin: no, other: 'hub.refused', owner: 'in', lead: 'hub.refused' },
};

const bytes: Record<string, Row> = {
  'GET /api/openapi.json': signedIn,
  'GET audio': ownersAndLead,
  'GET timeline': ownersAndLead,
  'POST /uploads': desks,
};

describe('who may what at the hub', () => {
  let hub: RunningHub;
  const tokens = new Map<Who, string | null>();
  let owner: SignedInDesk;
  const callId = randomUUID();
  let recordingId = '';

  beforeAll(async () => {
    hub = await startTestHub(withMoreAgents());
    const url = hub.url();
    owner = await signInAt(url, '1001');
    const segment = await makeSegment(owner.session.keys, {
      callId,
      chunks: [[{ kind: 'audio', bytes: randomBytes(500) }]],
    });
    ({ recordingId } = segment.metadata);
    const submit = (command: object) =>
      callByName(owner.client, 'commands.submit', { commandId: randomUUID(), command });
    await submit({ kind: 'callRecord', call: aCall({ callId, recordingId }) });
    await uploadWhole(url, owner.token, segment);
    await submit({ kind: 'recordingRow', recording: aRecording({ recordingId, callId }) });

    const [out, rotated, disabled] = [
      await signInAt(url, '1003'),
      await signInAt(url, '1004'),
      await signInAt(url, '1005'),
    ];
    await out.client.auth.signOut();
    const { refreshToken } = rotated.session;
    await hubClient(url).auth.refresh({ refreshToken, deskId: rotated.deskId });
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    await disableUser({ store, clock: hub.clock }, '1005');
    await store.close();
    tokens.set('nobody', null).set('garbage', 'x'.repeat(43)).set('signedOut', out.token);
    tokens.set('rotated', rotated.token).set('disabled', disabled.token);
    tokens.set('owner', owner.token);
    tokens.set('admin', (await signInAt(url, '9001')).token);
    tokens.set('other', (await signInAt(url, '1002')).token);
    tokens.set('lead', (await signInAt(url, '2001')).token);
    for (const who of outside) tokens.set(who, await tokenAtPage(hub.url(), who, hub.clock.now()));
  });
  afterAll(() => hub.stop());

  const inputsOf = (): Record<string, unknown> => {
    const report = {
      agent: {
        state: 'ready',
        since: 0,
        reason: '',
        endsAt: null,
        next: null,
        missedRings: 0,
        queueTold: null,
      },
      talking: false,
      reachable: true,
      orderDone: null,
    };
    const credentials = { workNo: '1001', password: testPassword, deskId: randomUUID() };
    return {
      'auth.challenge': { workNo: '1001', deskId: randomUUID() },
      'auth.signIn': credentials,
      'auth.enrol': { ...credentials, page: 'officer' },
      'auth.refresh': { refreshToken: 'x', deskId: randomUUID() },
      'auth.changePassword': { oldPassword: 'wrong', newPassword: 'a password of my own' },
      'changes.pull': { since: 0, limit: 1 },
      'changes.fill': { part: 'tickets', limit: 1 },
      'changes.restricted': { limit: 1 },
      'commands.submit': { commandId: randomUUID(), command: aTicketSave(randomUUID()) },
      'calls.list': filter,
      'calls.ofTicket': { ticketId: randomUUID() },
      'calls.reached': { numbers: [] },
      'agents.report': report,
      'agents.leave': { to: 'break', reason: '', report },
      'agents.ask': { to: 'break', reason: 'x' },
      'agents.answer': { workNo: '1001', grant: false },
      'agents.force': { workNo: '1001', to: 'break', reason: 'x' },
      'admin.unlock': { workNo: '1004' },
      'admin.setPerson': {
        workNo: '1004',
        isNew: false,
        displayName: '1004',
        role: 'agent',
        departmentId: null,
      },
      'admin.resetPassword': { workNo: '1004' },
      'admin.setDisabled': { workNo: '1004', disabled: false },
      'admin.resetFactor': { workNo: '1004' },
      'admin.addClient': { name: '测试', scopes: ['demands'], departmentId: null, perMinute: 60 },
      'admin.rollClient': { clientId: randomUUID() },
      'admin.revokeClient': { clientId: randomUUID() },
      'audit.export': { ...anyAudit, reason: '核对' },
      'audit.list': { ...anyAudit, before: null, limit: 10 },
      'recordings.receipt': { recordingId, segment: 0 },
      'recordings.heard': { recordingId, heardMs: 1, lengthMs: 2 },
      'tickets.numberShown': { ticketId: randomUUID() },
      'tickets.printed': { ticketId: randomUUID() },
      'department.list': { tab: 'toSign', limit: 1, offset: 0 },
      'department.figures': { month: '2026-06' },
      'department.get': { ticketId: randomUUID() },
      'department.act': {
        commandId: randomUUID(),
        ticketId: randomUUID(),
        revision: 1,
        action: { kind: 'departmentSign' },
      },
      'department.numberShown': { ticketId: randomUUID() },
      'officer.list': {
        scope: 'all',
        state: null,
        source: null,
        departmentId: null,
        text: '',
        limit: 1,
        offset: 0,
      },
      'officer.get': { ticketId: randomUUID() },
      'officer.act': {
        commandId: randomUUID(),
        ticketId: randomUUID(),
        revision: 1,
        action: { kind: 'sendReturn' },
      },
      'officer.uncover': { ticketId: randomUUID(), reason: '核对' },
      'city.exchanges': { states: [], direction: null, ticketId: null, before: null, limit: 10 },
      'city.sendAgain': { exchangeId: randomUUID() },
      'city.settle': { exchangeId: randomUUID(), reason: '核对' },
      'office.putSecondFactor': { desk: [] },
      'office.putDepartments': { ...departmentsAsked(), seen: 0 },
      'office.putLimits': { limits: [], seen: 0 },
      'office.concernedBy': { departmentId: 'bureau.jianghan' },
      'office.putCalendarYear': { year: aYear(2027) },
      'incidents.startStorm': { level: 'blue', reason: 'x' },
      'incidents.putPoints': { points: [] },
      'incidents.say': { incidentId: randomUUID(), text: 'x', seen: 0 },
      'incidents.list': { incidentId: randomUUID(), text: 'x', seen: 0 },
      'exports.sheet': aSheetOrder(),
      ...knowledgeInputs(),
      'knowledge.missed': { reportId: randomUUID(), misses: [{ text: '停水', count: 1 }] },
      'attachments.begin': {
        attachmentId: randomUUID(),
        ticketId: randomUUID(),
        byteLength: 1,
        sha256: '0'.repeat(64),
      },
      'attachments.put': { attachmentId: randomUUID(), at: 0, bytes: 'AA==' },
      'attachments.read': { ticketId: randomUUID(), attachmentId: randomUUID(), at: 0 },
      'exports.knowledge': { format: 'xlsx', reason: '测试' },
      'exports.folder': { ticketId: randomUUID(), reason: '测试' },
    };
  };
  const filter = {
    from: null,
    to: null,
    agentWorkNo: null,
    direction: null,
    text: '',
    recordingStates: [],
    limit: 10,
    offset: 0,
  };
  /** `in`, or why not. What is wrong with the question itself means that it was heard. */
  const outcome = async (call: Promise<unknown>): Promise<string> => {
    try {
      const answer = await call;
      const isRefused = typeof answer === 'object' && answer !== null && 'code' in answer;
      return isRefused ? String(answer.code) : 'in';
    } catch (error) {
      const { code } = fromWireError(error);
      return [no, 'hub.sessionExpired'].includes(code) ? code : 'in';
    }
  };
  /** Only over a WebSocket, which strangers do not even open. */
  const watch = async (who: Who): Promise<unknown> => {
    const headers = { authorization: `Bearer ${tokens.get(who) ?? ''}` };
    const { client, close } = await hubSocketClient(hub.url(), headers).catch((error: unknown) => {
      const isStranger = error instanceof Error && error.message === '401';
      throw isStranger ? new AppError('hub.sessionExpired') : error;
    });
    return callByName(client, 'changes.watch', undefined).finally(close);
  };
  const expected = (who: Who, row: Row): string => {
    const person = people.find((one) => one === who);
    if (person) return row[person] ?? no;
    return row.open ? 'in' : 'hub.sessionExpired';
  };
  const everyone: Who[] = [...strangers, ...people];

  it('has a row for each procedure, and none too many', () => {
    expect(Object.keys(rights).toSorted()).toEqual(proceduresOf(hubContract).toSorted());
  });

  it.each(everyone)('lets %s call what the table says', async (who) => {
    const client = hubClient(hub.url(), tokens.get(who) ?? null);
    const found: Record<string, string> = {};
    // Signing out comes last, and refreshing is for tokens, not for people.
    const names = Object.keys(rights).filter(
      (name) => !['auth.refresh', 'auth.signOut'].includes(name),
    );
    for (const name of names)
      found[name] = await outcome(
        name === 'changes.watch' ? watch(who) : callByName(client, name, inputsOf()[name]),
      );
    expect(found).toEqual(
      Object.fromEntries(names.map((name) => [name, expected(who, rights[name] ?? everybody)])),
    );
  });

  it.each(everyone)(
    'gives %s of the calls and recordings of 1001 what the table says',
    async (who) => {
      const client = hubClient(hub.url(), tokens.get(who) ?? null);
      const submit = (command: object) =>
        outcome(callByName(client, 'commands.submit', { commandId: randomUUID(), command }));
      const found = {
        'calls of 1001': await outcome(
          callByName(client, 'calls.list', { ...filter, agentWorkNo: '1001' }),
        ),
        'call record': await submit({ kind: 'callRecord', call: aCall({ callId, recordingId }) }),
        'recording row': await submit({
          kind: 'recordingRow',
          recording: aRecording({ recordingId, callId }),
        }),
      };
      expect(found).toEqual(
        Object.fromEntries(Object.entries(things).map(([name, row]) => [name, expected(who, row)])),
      );
    },
  );

  it.each(everyone)('gives %s the bytes that the table says', async (who) => {
    const token = tokens.get(who) ?? null;
    const headers: Record<string, string> =
      token === null ? {} : { authorization: `Bearer ${token}` };
    const status = async (method: string, path: string, more: Record<string, string> = {}) => {
      const answer = await fetch(hub.url() + path, { method, headers: { ...headers, ...more } });
      await answer.body?.cancel();
      if (answer.ok) return 'in';
      if (answer.status === 403) return no;
      // The OpenAPI document is refused on the byte path, procedures by their code.
      return answer.status === 401 ? 'hub.sessionExpired' : String(answer.status);
    };
    const segment = await makeSegment(owner.session.keys, {});
    const upload = {
      'tus-resumable': '1.0.0',
      'upload-length': String(segment.bytes.byteLength),
      'upload-metadata': metadataHeader(segment.metadata),
    };
    const found = {
      'GET /api/openapi.json': await status('GET', '/api/openapi.json'),
      'GET audio': await status('GET', `/recordings/${recordingId}/audio`),
      'GET timeline': await status('GET', `/recordings/${recordingId}/timeline`),
      'POST /uploads': await status('POST', '/uploads', upload),
    };
    expect(found).toEqual(
      Object.fromEntries(Object.entries(bytes).map(([name, row]) => [name, expected(who, row)])),
    );
    for (const [method, path] of [
      ['HEAD', `/recordings/${recordingId}/audio`],
      ['GET', `/uploads/${randomUUID()}`],
      ['DELETE', `/uploads/${randomUUID()}`],
    ] as const) {
      expect(await status(method, path)).not.toBe('in');
    }
  });

  it('tells what runs here to nobody who is not signed in', async () => {
    expect(await hubClient(hub.url()).health()).not.toHaveProperty('version');
    expect(await owner.client.health()).toMatchObject({ version: 'test' });
  });

  it('ends both tokens of everybody at the own sign-out', async () => {
    const workNos = { admin: '9001', other: '1002', owner: '1001', lead: '2001' };
    for (const who of deskPeople) {
      const { client } = await signInAt(hub.url(), workNos[who]);
      expect(await outcome(client.auth.signOut())).toBe(rights['auth.signOut']?.[who]);
      expect(await outcome(client.auth.signOut())).toBe('hub.sessionExpired');
    }
  });
});

function withMoreAgents() {
  const seed = testSeed([ofDepartment(), ofOffice('6001', 'officer'), ofOffice('7001', 'auditor')]);
  const more = ['1003', '1004', '1005'].map((workNo) => ({
    userId: randomUUID(),
    workNo,
    displayName: workNo,
    password: testPassword,
    role: 'agent' as const,
  }));
  return { ...seed, users: [...seed.users, ...more] };
}
