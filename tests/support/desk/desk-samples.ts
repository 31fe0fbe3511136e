import { popTicket } from './pop-ticket.ts';
import type { CallListItem } from '../../../src/shared/contract/calls/schemas.ts';
import type { AgentView, TeamMember } from '../../../src/shared/domain/agents/agent-view.ts';
import type { CallView } from '../../../src/shared/domain/calls/call.ts';
import type { DeskState, Problem } from '../../../src/shared/domain/desk/desk-state.ts';
import type { KnowledgeEntry } from '../../../src/shared/domain/knowledge/knowledge.ts';
import { idlePhone } from '../../../src/shared/domain/phone/phone-state.ts';
import type { Workspace } from '../../../src/shared/domain/workspaces/workspace.ts';
import type { Pop } from '../../../src/shared/domain/desk/pop.ts';
import { type Ticket, emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { judgeSeat } from '../../../src/shared/domain/seat/seat-verdict.ts';
import type { User } from '../../../src/shared/domain/session/user.ts';

/** Invented values for tests of the desk page. Numbers are from the ranges kept for examples. */

/** A UUID that reads as `kind` and `n`, so that failures name what they are about. */
export function idOf(kind: 'user' | 'call' | 'ticket' | 'recording' | 'entry', n: number): string {
  const kinds = { user: '1', call: '2', ticket: '3', recording: '4', entry: '5' } as const;
  return `${kinds[kind].repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

export const agent: User = {
  userId: idOf('user', 3),
  workNo: '1003',
  displayName: '坐席三',
  role: 'agent',
};
export const lead: User = {
  userId: idOf('user', 1),
  workNo: '1001',
  displayName: '班长一',
  role: 'lead',
};

export const callerNumber = {
  raw: '019900000123',
  key: '+8619900000123',
  display: '199 0000 0123',
  kind: 'mobile',
} as const;

export function aDeskState(patch: Partial<Omit<DeskState, 'seat'>> = {}): DeskState {
  const now = Date.now();
  const desk: Omit<DeskState, 'seat'> = {
    user: agent,
    phone: {
      ...idlePhone,
      registration: {
        kind: 'registered',
        sinceAt: now - 727_000,
        // Ahead, so that a long test stays within the minute that the proof is good for.
        provenAt: now + 600_000,
        expiresAt: now + 900_000,
      },
      microphone: { kind: 'ready', label: '坐席耳麦' },
      proofs: {
        microphone: { kind: 'ok', at: now + 600_000 },
        ringer: { kind: 'ok', at: now + 600_000 },
        recorder: { kind: 'ok', at: now + 600_000 },
        testRing: { kind: 'unknown' },
      },
      calls: [],
    },
    phoneConnected: true,
    workspaces: [],
    sync: {
      hub: 'online',
      recordingsWaiting: 0,
      uploading: null,
      lastSyncedAt: now - 60_000,
      commandsWaiting: 0,
      replicaAt: now - 1000,
      error: null,
    },
    problems: [],
    disk: { freeBytes: 182_000_000_000, enough: true, checkedAt: now + 600_000 },
    agent: null,
    calling: null,
    missed: [],
    ...patch,
  };
  return { ...desk, seat: judgeSeat(desk, now) };
}

export function anAgentView(patch: Partial<AgentView> = {}): AgentView {
  return {
    state: 'ready',
    since: Date.now() - 727_000,
    reason: '',
    endsAt: null,
    next: null,
    missedRings: 0,
    queueTold: null,
    ...patch,
  };
}

export function aTeamMember(workNo: string, patch: Partial<TeamMember> = {}): TeamMember {
  return {
    workNo,
    displayName: `坐席${workNo.slice(-1)}`,
    role: 'agent',
    agent: anAgentView(),
    talking: false,
    reachable: true,
    silent: false,
    ...patch,
  };
}

export function aCall(patch: Partial<CallView> = {}): CallView {
  const now = Date.now();
  return {
    callId: idOf('call', 1),
    direction: 'inbound',
    number: callerNumber,
    displayName: '',
    ticketNo: null,
    lineName: '水务热线 8273',
    queuedMs: 6000,
    state: 'alerting',
    muted: false,
    purpose: 'plain',
    servesCallId: null,
    joinedWith: null,
    transferredTo: null,
    silenced: false,
    transferring: false,
    heldBy: 'nobody',
    startedAt: now - 3000,
    answeredAt: null,
    endedAt: null,
    endReason: null,
    recording: { kind: 'none' },
    quality: null,
    ...patch,
  };
}

export function aTalk(patch: Partial<CallView> = {}): CallView {
  return aCall({
    state: 'connected',
    answeredAt: Date.now() - 161_000,
    startedAt: Date.now() - 170_000,
    recording: { kind: 'recording', recordingId: idOf('recording', 1), bytesOnDisk: 480_000 },
    quality: { mos: 4.3, lossPercent: 0.1, jitterMs: 4, rttMs: 18 },
    ...patch,
  });
}

export function aTicket(n: number, patch: Partial<Ticket> = {}): Ticket {
  const now = Date.now();
  const openedAt = now - n * 3_600_000;
  return {
    ...emptyIntake,
    ticketId: idOf('ticket', n),
    ticketNo: `SW20260612-0${140 + n}`,
    source: 'phone',
    state: 'inHandling',
    flags: [],
    kind: 'complaint',
    categoryCode: 'drainage.waterlogging',
    district: '江汉区',
    address: '示例路 18 号门前',
    content: '路面渍水约 20 厘米，车辆熄火',
    requesterName: '市民（女士）',
    requesterNumber: '199 0000 0123',
    numberKey: '+8619900000123',
    handler: '江汉区水务局',
    urgedCount: 0,
    deadline: null,
    openedAt,
    updatedAt: openedAt,
    closedAt: null,
    closedAs: null,
    closedByWorkNo: null,
    callbackOwed: false,
    satisfaction: null,
    callIds: [],
    recordingIds: [],
    course: [
      { eventId: `opened-${n}`, at: openedAt, byWorkNo: '1003', kind: 'opened', note: '来电登记' },
    ],
    revision: 1,
    ...patch,
  };
}

/** Three tickets of one caller: the urgent one, and two closed ones. */
export function someTickets(): Ticket[] {
  const now = Date.now();
  return [
    aTicket(7, {
      flags: ['urgent', 'repeat', 'waterlogging'],
      urgedCount: 1,
      deadline: {
        dueAt: now + 112 * 60_000,
        rule: '公用事业紧急件 · 首次反馈 2 小时 / 结果 24 小时',
      },
      content: '路面渍水约 20 厘米，车辆熄火，附近泵站似未开启，要求尽快抽排。',
      callIds: [idOf('call', 21), idOf('call', 22)],
      recordingIds: [idOf('recording', 21), idOf('recording', 22)],
      course: [
        { eventId: 'a', at: now - 7_200_000, byWorkNo: '1003', kind: 'opened', note: '来电登记' },
        {
          eventId: 'b',
          at: now - 6_900_000,
          byWorkNo: '1003',
          kind: 'assigned',
          note: '交办江汉区水务局',
        },
        {
          eventId: 'c',
          at: now - 3_600_000,
          byWorkNo: '1005',
          kind: 'urged',
          note: '市民再次来电，已催办',
        },
      ],
    }),
    aTicket(30, {
      ticketNo: 'SW20260530-0092',
      state: 'closed',
      content: '雨水篦子堵塞',
      categoryCode: 'drainage.cover',
      satisfaction: 4,
      closedAs: 'selfHandled',
      closedByWorkNo: '1005',
      openedAt: now - 13 * 86_400_000,
      closedAt: now - 12 * 86_400_000,
      answer: '已安排养护单位清掏，当日恢复排水。',
    }),
    aTicket(31, {
      ticketNo: 'SW20260411-0310',
      state: 'closed',
      content: '咨询二次供水改造',
      categoryCode: 'supply.secondary',
      closedAs: 'directAnswer',
      closedByWorkNo: '1003',
      openedAt: now - 60 * 86_400_000,
      closedAt: now - 60 * 86_400_000,
    }),
  ];
}

export function aPop(tickets: readonly Ticket[], patch: Partial<Pop> = {}): Pop {
  return {
    callId: idOf('call', 1),
    number: callerNumber,
    match: 'none',
    ticketId: null,
    tickets: tickets.map(popTicket),
    requesterName: '市民（女士）',
    district: '江汉区',
    address: '示例路 18 号门前',
    repeatCount: 1,
    repeatOf: 'matter',
    firstCallAt: null,
    ...patch,
  };
}

/** The conversation of a pop. */
export function aWorkspace(pop: Pop, patch: Partial<Workspace> = {}): Workspace {
  return {
    callId: pop.callId,
    direction: 'inbound',
    startedAt: Date.now() - 4000,
    answeredAt: null,
    endedAt: null,
    endReason: null,
    ticketIds: [],
    result: null,
    note: '',
    pop,
    ...patch,
  };
}

function anEntry(n: number, patch: Partial<KnowledgeEntry>): KnowledgeEntry {
  return {
    entryId: idOf('entry', n),
    entryNo: `K-0${n}`,
    version: 1,
    title: '',
    body: '',
    answer: '',
    categoryCode: 'drainage.waterlogging',
    synonyms: [],
    validFrom: 0,
    validUntil: null,
    updatedAt: Date.now() - 9 * 86_400_000,
    ...patch,
  };
}

export const entries: readonly KnowledgeEntry[] = [
  anEntry(217, {
    version: 4,
    title: '道路渍水（积水）处置与告知口径',
    body: '【背景】强降雨期间按预警级别布防，积水点一点一策。\n【怎么做】问清位置、水深、有没有人被困。涉及地铁口、隧道的，同步报防汛值班。\n【找谁】所在区水务局或排水单位；地下通道同时告知交警 122。',
    answer: '已告知来电人：绕行，不要涉水，不要靠近井口。',
    wording: {
      spoken:
        '请您先绕行，不要涉水，也不要靠近井口。有没有人被困？\n我现在按紧急件登记，挂机后马上电话通知排水单位去抽水。最迟{{时限}}前给您答复。',
      recorded: '已告知来电人：绕行，不要涉水，不要靠近井口。',
      mayAnswerDirectly: false,
      source: '城镇排水与污水处理条例第二十七条',
      reviewer: '采购人排水与防汛岗',
      reviewOn: '2099-04-15',
      audience: 'public',
      toConfirm: ['主干管由市级排水单位还是区水务局处置'],
    },
    synonyms: ['渍水', '淹水', '车过不去'],
  }),
  anEntry(188, {
    version: 2,
    title: '车辆涉水熄火：安全提示',
    body: '先确认人员安全；积水没过车轮时不要二次点火。有人员被困立即报 110 / 119，不得让市民自行改拨。',
    answer: '已告知来电人：离开积水区域，不要再次点火；有人被困的立即拨打 119。',
    wording: {
      spoken: '请先确认车里的人都安全，离开积水的地方，不要再次点火。有人被困，请立即拨打 119。',
      recorded: '已告知来电人：离开积水区域，不要再次点火；有人被困的立即拨打 119。',
      mayAnswerDirectly: true,
      source: '行业惯例，待确认',
      reviewer: '采购人排水与防汛岗',
      reviewOn: '2026-04-15',
      audience: 'public',
      toConfirm: [],
    },
    synonyms: ['熄火'],
  }),
  anEntry(231, {
    title: '地下车库倒灌与积水应急',
    body: '物业先行自救，区水务局防汛值班调度移动泵车，热线登记为紧急件。',
    answer: '请物业先断电并设置挡水板，我们已通知区防汛值班调度移动泵车。',
  }),
];

export function aCallItem(n: number, patch: Partial<CallListItem> = {}): CallListItem {
  const startedAt = Date.now() - n * 1_900_000;
  const callId = idOf('call', 100 + n);
  const call: CallListItem['call'] = {
    callId,
    direction: n % 3 === 0 ? 'outbound' : 'inbound',
    number: { ...callerNumber, display: `199 0000 0${100 + n}`, key: `+861990000${100 + n}0` },
    lineName: '水务热线 8273',
    queuedMs: 4000,
    agentWorkNo: '1003',
    ticketIds: [idOf('ticket', 7)],
    startedAt,
    answeredAt: n === 4 ? null : startedAt + 3000,
    endedAt: startedAt + 200_000,
    talkMs: n === 4 ? 0 : 61_000 * n,
    heldMs: 0,
    endReason: n === 4 ? 'missed' : 'citizenHungUp',
    recordingId: n === 4 ? null : idOf('recording', 100 + n),
    noRecordingReason: n === 5 ? 'recording.diskFull' : null,
    quality: null,
  };
  const states = ['synced', 'uploading', 'closed', 'damaged'] as const;
  const recording: CallListItem['recording'] =
    n === 4 || n === 5
      ? null
      : {
          recordingId: idOf('recording', 100 + n),
          callId,
          agentWorkNo: '1003',
          startedAt,
          durationMs: call.talkMs,
          byteLength: 90_000,
          state: states[n % 4] ?? 'synced',
          uploadedBytes: 0,
          syncedAt: null,
          error: null,
        };
  return { call, agentName: '坐席三', ticketNos: ['SW20260612-0147'], recording, ...patch };
}

/** A problem of something past: a ticket got another number. */
export function aRenumbering(): Problem {
  return {
    problemId: `renumbered:${idOf('ticket', 7)}`,
    code: 'ticket.numberTaken',
    since: Date.now() - 60_000,
    callId: null,
    detail: 'SW20260612-1003-001 → SW20260612-1003-002',
  };
}
