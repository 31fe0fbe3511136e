import { monthOf } from '../../src/shared/domain/tickets/department-figures.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openStore } from '../../src/hub/open-store.ts';
import { assert } from '../../src/shared/assert.ts';
import { type Role, worksAtDesk } from '../../src/shared/domain/session/user.ts';
import { assignIt } from './course-ticket.ts';
import { hubClient, signInAt } from './hub-client.ts';
import { makeSegment, uploadWhole } from './hub-upload.ts';
import {
  aCall,
  aFullIntake,
  aRecording,
  aTicketSave,
  ofDepartment,
  testPassword,
  testSeed,
} from './hub-values.ts';
import { callByName } from './procedures.ts';
import { type RunningHub, startTestHub } from './running-hub.ts';

/** Stands in every text of the confidential ticket, and in its number. */
export const marker = '暗访线索';
export const secretNo = 'SW20260612-1001-777';
/** Whoever names them in a question has them already: no answer is searched for them. */
export const secrets = [marker, secretNo];

interface Person {
  readonly workNo: string;
  readonly role: Role;
  /** Of whom it complains about. */
  readonly isNamed?: true;
  readonly departmentId?: string;
  /** May some answer hold it? */
  readonly reads: boolean;
}

export const people: Readonly<Record<string, Person>> = {
  'the agent who took it and has handed it over': { workNo: '1001', role: 'agent', reads: false },
  'another agent': { workNo: '1002', role: 'agent', reads: false },
  'the agent complained about': { workNo: '1003', role: 'agent', isNamed: true, reads: false },
  'the lead': { workNo: '2001', role: 'lead', reads: true },
  'a lead complained about': { workNo: '2002', role: 'lead', isNamed: true, reads: false },
  'the administrator': { workNo: '9001', role: 'admin', reads: false },
  'the purchaser': { workNo: '3001', role: 'officer', reads: true },
  'a purchaser complained about': { workNo: '3002', role: 'officer', isNamed: true, reads: false },
  'the auditor': { workNo: '4001', role: 'auditor', reads: false },
  'its department': {
    workNo: '5001',
    role: 'department',
    departmentId: assignIt.leadId,
    reads: true,
  },
  'another department': {
    workNo: '5002',
    role: 'department',
    departmentId: 'group.water',
    reads: false,
  },
  'one of its department complained about': {
    workNo: '5003',
    role: 'department',
    departmentId: assignIt.leadId,
    isNamed: true,
    reads: false,
  },
};

/** All calls. */
export const filter = {
  from: null,
  to: null,
  agentWorkNo: null,
  direction: null,
  text: '',
  recordingStates: [],
  limit: 200,
  offset: 0,
};
const anyTime = { from: null, to: null, action: null, workNo: null, deskId: null };
const anyRow = { ...anyTime, before: null };

/** Another ticket of the same words, and everybody's. */
export const openNo = 'SW20260612-1001-778';

/** A hub with one confidential ticket, all that hangs on it, and each of `people` signed in. */
export async function startConfidentialHub() {
  const ticketNo = secretNo;
  const ticketId = randomUUID();
  const openly = randomUUID();
  const callId = randomUUID();
  const exchangeId = randomUUID();
  /** Answered with the ticket, when it was nobody's secret. */
  const answered = { commandId: randomUUID(), command: {} };
  const tokens = new Map<string, string>();

  const hub = await startTestHub(seedOf());
  const url = hub.url();
  const taker = await signInAt(url, '1001');
  const other = await signInAt(url, '1002');
  const lead = await signInAt(url, '2001');
  const submit = (by: typeof taker, command: object, commandId: string = randomUUID()) =>
    callByName(by.client, 'commands.submit', { commandId, command });
  const segment = await makeSegment(taker.session.keys, {
    callId,
    chunks: [[{ kind: 'audio', bytes: randomBytes(500) }]],
  });
  const { recordingId } = segment.metadata;
  await submit(taker, {
    kind: 'callRecord',
    call: aCall({ callId, recordingId, ticketIds: [ticketId] }),
  });
  await uploadWhole(url, taker.token, segment);
  await submit(taker, {
    kind: 'recordingRow',
    recording: aRecording({ recordingId, callId, state: 'synced' }),
  });
  const said = {
    ...aFullIntake(),
    kind: 'complaint' as const,
    content: `${marker}内容`,
    address: `${marker}路`,
    answer: `${marker}答复`,
    requesterName: marker,
  };
  const at = hub.clock.now();
  const call = { callId, recordingId };
  const plain = (id: string, no: string) =>
    aTicketSave(id, { ticketNo: no, at, changes: said, call });
  await accepted(submit(taker, plain(ticketId, ticketNo)));
  await accepted(submit(taker, plain(openly, openNo)));
  // While it is anybody's, a colleague is refused with the ticket itself.
  const base = { revision: 0, intake: { ...said, content: '' } };
  answered.command = aTicketSave(ticketId, {
    ticketNo,
    at,
    base,
    changes: { content: '另一句' },
  });
  const before = await submit(other, answered.command, answered.commandId);
  assert(JSON.stringify(before).includes(marker), 'refused with the ticket');
  const against = Object.values(people).flatMap((one) => (one.isNamed ? [one.workNo] : []));
  const named = aTicketSave(ticketId, {
    ticketNo,
    at,
    base: { revision: 1, intake: said },
    changes: { against },
  });
  await accepted(submit(lead, named));
  const incident = { incidentId: randomUUID(), stormId: null, pointId: null, point: marker };
  const joined = { ...named, base: null, action: { kind: 'edit', changes: {}, incident } } as const;
  await accepted(submit(lead, joined));
  const assigned = { ...named, base: null, action: { ...assignIt, instruction: marker } };
  await accepted(submit(lead, assigned));
  for (const [who, person] of Object.entries(people)) tokens.set(who, await tokenOf(hub, person));
  const store = await openStore(join(hub.dataFolder, 'hub.db'));
  await store.exchanges.add({
    exchangeId,
    direction: 'out',
    messageId: exchangeId,
    kind: 'result',
    cityNo: 'C1',
    ticketId,
    place: null,
    raw: JSON.stringify({ text: marker }),
    state: 'refused',
    tries: 1,
    nextTryAt: null,
    reason: 'refused',
    detail: marker,
    saidAt: null,
    seenRevision: null,
    at,
  });
  await store.close();

  /**
   * What is asked of each procedure: with the id of the ticket and of all that hangs on it, and as widely as it lets ask. A new
   * procedure of the contract has to say here how it is asked for the ticket.
   */
  const questions = (): Readonly<Record<string, readonly unknown[]>> => {
    const edit = (id: string, revision: number) => ({
      commandId: randomUUID(),
      command: aTicketSave(id, {
        ticketNo,
        at: hub.clock.now(),
        base: { revision, intake: aFullIntake() },
        changes: { content: '改', kind: 'help' },
      }),
    });
    const nothing = [undefined];
    return {
      health: nothing,
      'auth.challenge': [{ workNo: '1001', deskId: randomUUID() }],
      'auth.signIn': [{ workNo: '1001', password: 'wrong', deskId: randomUUID() }],
      'auth.refresh': [{ refreshToken: 'x', deskId: randomUUID() }],
      'auth.changePassword': [{ oldPassword: 'wrong', newPassword: 'a password of my own' }],
      // Ends the session: by itself, last.
      'auth.signOut': [],
      'changes.pull': [{ since: 0, limit: 1000 }],
      'changes.fill': [
        { part: 'open', limit: 1000 },
        { part: 'tickets', limit: 1000 },
      ],
      'changes.restricted': [{ limit: 1000 }],
      'changes.watch': [],
      'commands.submit': [edit(ticketId, 0), edit(ticketId, 1), answered],
      'calls.list': [
        filter,
        { ...filter, text: ticketNo },
        { ...filter, text: '1001-777' },
        { ...filter, agentWorkNo: '1001' },
      ],
      'calls.ofTicket': [{ ticketId }],
      'calls.reached': [{ numbers: [{ key: '19900000123', after: 0 }] }],
      'agents.report': [{}],
      'agents.leave': [{}],
      'agents.ask': [{ to: 'break', reason: 'x' }],
      'agents.withdraw': nothing,
      'agents.answer': [{ workNo: '1001', grant: false }],
      'agents.force': [{ workNo: '1002', to: 'break', reason: 'x' }],
      'admin.overview': nothing,
      'admin.clients': nothing,
      'admin.unlock': [{ workNo: '1004' }],
      'audit.list': [
        { ...anyRow, subjectId: null, limit: 200 },
        { ...anyRow, subjectId: ticketId, limit: 200 },
      ],
      'recordings.receipt': [{ recordingId, segment: 0 }],
      'recordings.heard': [{ recordingId, heardMs: 1, lengthMs: 2 }],
      'tickets.numberShown': [{ ticketId }],
      'department.list': ['toSign', 'inHandling', 'withDesk', 'done'].map((tab) => ({
        tab,
        limit: 100,
        offset: 0,
      })),
      'department.figures': [{ month: monthOf(at) }],
      'department.get': [{ ticketId }],
      'department.act': [
        {
          commandId: randomUUID(),
          ticketId,
          revision: 0,
          action: { kind: 'message', text: '问一句' },
        },
      ],
      'department.numberShown': [{ ticketId }],
      'department.phrases': nothing,
      'incidents.startStorm': [{ level: 'x', reason: '' }],
      'incidents.endStorm': nothing,
      'incidents.putPoints': [{}],
      'incidents.say': [{}],
      'incidents.list': [{}],
      // What it gives out is asked for below, by its bytes.
      'exports.sheet': [{}],
      'tickets.printed': [{ ticketId }],
      'office.list': nothing,
      'office.putCalendarYear': [{}],
      'city.exchanges': [
        { states: [], direction: null, ticketId: null, before: null, limit: 200 },
        { states: [], direction: null, ticketId, before: null, limit: 200 },
      ],
      'city.sendAgain': [{ exchangeId }],
      'city.troubles': nothing,
      'city.settle': [{}],
      ...newerQuestions(ticketId),
    };
  };
  return { hub, ticketId, openly, callId, recordingId, tokens, questions };
}

/** The same of officers, attachments, knowledge, files that leave, and people. */
function newerQuestions(ticketId: string): Readonly<Record<string, readonly unknown[]>> {
  const nothing = [undefined];
  const every = {
    scope: 'all',
    state: null,
    source: null,
    departmentId: null,
    limit: 50,
    offset: 0,
  };
  const attachmentId = randomUUID();
  const act = { commandId: randomUUID(), ticketId, revision: 0 };
  return {
    'auth.enrol': [{ workNo: '1001', password: 'wrong', deskId: randomUUID(), page: 'officer' }],
    'admin.setPerson': [{}],
    'admin.resetPassword': [{}],
    'admin.setDisabled': [{}],
    'admin.resetFactor': [{}],
    'admin.addClient': [{}],
    'admin.rollClient': [{}],
    'admin.revokeClient': [{}],
    'audit.export': [{ ...anyTime, subjectId: null, reason: '核对' }],
    'officer.list': ['', marker, secretNo, 'SW2026', '19900000123'].map((text) => ({
      ...every,
      text,
    })),
    'officer.get': [{ ticketId }],
    'officer.act': [{ ...act, action: { kind: 'endSupervision', reason: '完' } }],
    'officer.uncover': [{ ticketId, reason: '核对' }],
    'exports.knowledge': [{ format: 'xlsx', reason: '核对' }],
    'exports.folder': [{ ticketId, reason: '核对' }],
    'attachments.begin': [{ attachmentId, ticketId, byteLength: 1, sha256: 'a'.repeat(64) }],
    'attachments.put': [{ attachmentId, at: 0, bytes: 'YQ==' }],
    'attachments.read': [{ ticketId, attachmentId, at: 0 }],
    'office.departments': nothing,
    'office.concernedBy': ['bureau.jianghan', 'group.water', 'bureau.wuchang'].map(
      (departmentId) => ({ departmentId }),
    ),
    'office.putDepartments': [{}],
    'office.putLimits': [{}],
    'office.putSecondFactor': [{}],
    'knowledge.propose': [{}],
    'knowledge.decide': [{}],
    'knowledge.proposals': nothing,
    'knowledge.versions': [{ entryId: 'x' }],
    'knowledge.asOf': [{ entryId: 'x', at: 1 }],
    'knowledge.say': [{}],
    'knowledge.missed': [{}],
    'knowledge.complaints': nothing,
    'knowledge.settle': [{}],
    'knowledge.putWords': [{}],
    'knowledge.putJudged': [{}],
    'knowledge.putPhrases': [{}],
    'knowledge.readSheet': [{}],
    'knowledge.judgedRuns': nothing,
    'knowledge.mustRead': nothing,
    'knowledge.markMustRead': [{}],
    'knowledge.confirmRead': [{}],
  };
}

async function accepted(answer: Promise<unknown>): Promise<void> {
  const said = JSON.stringify(await answer);
  assert(said === '{"kind":"accepted"}', said);
}

/** A person of that role; who has no page to sign in at has become what she or he is after the sign-in. */
async function tokenOf(hub: RunningHub, { workNo, role }: Person): Promise<string> {
  const credentials = { workNo, password: testPassword, deskId: randomUUID() };
  const page = role === 'department' ? { page: 'department' as const } : {};
  const { accessToken } = await hubClient(hub.url()).auth.signIn({ ...credentials, ...page });
  if (role === 'department' || worksAtDesk(role)) return accessToken;
  const store = await openStore(join(hub.dataFolder, 'hub.db'));
  const user = await store.users.findByWorkNo(workNo);
  if (user) await store.users.update({ ...user, role });
  await store.close();
  return accessToken;
}

function seedOf() {
  const seed = testSeed();
  const known = new Set(seed.users.map(({ workNo }) => workNo));
  const more = Object.values(people)
    .filter(({ workNo }) => !known.has(workNo))
    .map(({ workNo, role, departmentId }) =>
      departmentId === undefined
        ? {
            userId: randomUUID(),
            workNo,
            displayName: `工号${workNo}`,
            password: testPassword,
            role: role === 'lead' ? ('lead' as const) : ('agent' as const),
          }
        : ofDepartment(workNo, departmentId),
    );
  return { ...seed, users: [...seed.users, ...more], tickets: [] };
}
