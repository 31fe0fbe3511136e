import type { CloseWay, TicketEvent, TicketState } from '../../shared/domain/tickets/ticket.ts';

/** Facts that the lines of 办理过程 are written from. */
export interface CourseFacts {
  readonly ticketId: string;
  readonly state: TicketState;
  readonly fromCity: boolean;
  readonly closedAs: CloseWay | null;
  readonly handler: string;
  readonly result: string;
  readonly urged: boolean;
  readonly workNo: string;
  readonly openedAt: number;
  /** When the last line was written: the closing, or a moment before now. */
  readonly lastAt: number;
}

type Line = readonly [TicketEvent['kind'], string];

/** The course of events that leads to the state, spread evenly between opening and `lastAt`. */
export function writeCourse(facts: CourseFacts): TicketEvent[] {
  const lines = linesFor(facts);
  const stepMs = (facts.lastAt - facts.openedAt) / Math.max(1, lines.length - 1);
  return lines.map(([kind, note], index) => ({
    eventId: `${facts.ticketId}:${index}`,
    at: Math.round(facts.openedAt + index * stepMs),
    byWorkNo: facts.workNo,
    kind,
    note,
  }));
}

function linesFor(facts: CourseFacts): Line[] {
  // Where it came from is told by its source.
  const opened: Line = ['opened', ''];
  if (facts.closedAs !== null) return closedByDesk(opened, facts);
  const early = earlyLines(opened, facts);
  if (early) return early;
  const way = departmentLines(opened, facts);
  const steps: Partial<Record<TicketState, string>> = {
    assigned: '交办',
    inHandling: '办理',
    awaitingAudit: '结果',
    awaitingCallback: '审核',
    awaitingReply: '回访',
    submittedToCity: '提交',
    closed: '办结',
    archived: '归档',
  };
  const last = steps[facts.state];
  const end = way.findIndex(([step]) => step === last);
  return way.slice(0, end + 1).flatMap(([, lines]) => lines);
}

function closedByDesk(opened: Line, facts: CourseFacts): Line[] {
  if (facts.closedAs === 'directAnswer') return [opened, ['closed', '直接解答']];
  return [opened, ['note', '确定由本席自办'], ['closed', '自办件办结']];
}

/** Ways that never reach a department, or end there early. */
function earlyLines(opened: Line, { state, handler }: CourseFacts): Line[] | null {
  const early: Partial<Record<TicketState, Line[]>> = {
    awaitingSignIn: [],
    screening: [],
    selfHandling: [['note', '确定由本席自办']],
    awaitingApproval: [['note', `拟交办${handler}，报班长审批`]],
    returnPending: [['note', '申请退市级：不属于水务职责，建议转城市管理部门']],
    returned: [
      ['note', '申请退市级：不属于水务职责'],
      ['closed', '市级平台同意退件'],
    ],
    notAccepted: [
      ['replied', '已说明不予受理的理由，告知正确渠道'],
      ['closed', '不予受理'],
    ],
    merged: [['closed', '与同一事项的工单并单，按主单办理并分别回复']],
    withdrawn: [
      ['assigned', `交办${handler}`],
      ['closed', '诉求人来电表示问题已解决，撤回诉求'],
    ],
  };
  const lines = early[state];
  return lines === undefined ? null : [opened, ...lines];
}

function departmentLines(opened: Line, facts: CourseFacts): (readonly [string, Line[]])[] {
  const urging: Line[] = facts.urged ? [['urged', '电话催办，请按期办理并先行联系诉求人']] : [];
  return [
    ['交办', [opened, ['assigned', `交办${facts.handler}`]]],
    ['办理', [['note', `${facts.handler}签收，已先行联系诉求人`], ...urging]],
    ['结果', [['result', facts.result]]],
    ['审核', [['note', '审核通过，待回访']]],
    ['回访', [['replied', '已回访诉求人并告知办理结果']]],
    ['提交', facts.fromCity ? [['note', '已向市级平台提交办理结果']] : []],
    ['办结', [['closed', facts.fromCity ? '市级平台确认办结' : '办结']]],
    ['归档', [['note', '归档']]],
  ];
}
