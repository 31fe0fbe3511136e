import { maskNumber } from '../calls/caller-number.ts';
import { findCategory } from '../office/categories.ts';
import { type DepartmentCatalogue, departmentName } from '../office/departments.ts';
import { shanghaiTime } from './course-note.ts';
import { coverName, coverText } from './covered-text.ts';
import { satisfactionMeanings } from './satisfaction.ts';
import { openerOf } from './ticket-lists.ts';
import type { SolvedAnswer } from './ticket-work.ts';
import {
  closeWayWords,
  ticketFlagWords,
  ticketKindWords,
  ticketSourceWords,
  ticketStateWords,
} from './ticket-words.ts';
import type { Ticket } from './ticket.ts';

/** What a sheet of tickets can show, in the order in which it stands there unless said otherwise. */
export const ticketColumns = [
  'ticketNo',
  'cityNo',
  'source',
  'kind',
  'category',
  'flags',
  'state',
  'district',
  'address',
  'content',
  'requesterName',
  'requesterNumber',
  'openedAt',
  'openedBy',
  'dueAt',
  'dueRule',
  'handler',
  'lead',
  'assist',
  'signedAt',
  'resultAt',
  'result',
  'answer',
  'closedAt',
  'closedAs',
  'kept',
  'urgedCount',
  'callbacks',
  'solved',
  'satisfaction',
  'reworks',
  'calls',
  'updatedAt',
] as const;
export type TicketColumn = (typeof ticketColumns)[number];

/** The head of each column. */
export const ticketColumnWords: Readonly<Record<TicketColumn, string>> = {
  ticketNo: '工单编号',
  cityNo: '市级工单号',
  source: '来源',
  kind: '诉求性质',
  category: '分类',
  flags: '标记',
  state: '状态',
  district: '所属区',
  address: '事发地址',
  content: '诉求内容',
  requesterName: '诉求人',
  requesterNumber: '联系电话',
  openedAt: '登记时间',
  openedBy: '登记工号',
  dueAt: '办结时限',
  dueRule: '时限依据',
  handler: '当前经办',
  lead: '主办部门',
  assist: '协办部门',
  signedAt: '签收时间',
  resultAt: '反馈时间',
  result: '答复口径',
  answer: '答复内容',
  closedAt: '办结时间',
  closedAs: '办结方式',
  kept: '是否按时',
  urgedCount: '催办次数',
  callbacks: '回访次数',
  solved: '是否解决',
  satisfaction: '满意度',
  reworks: '重办次数',
  calls: '通话数',
  updatedAt: '更新时间',
};

/** What most sheets are made of. */
export const usualColumns: readonly TicketColumn[] = [
  'ticketNo',
  'cityNo',
  'kind',
  'category',
  'state',
  'district',
  'address',
  'content',
  'requesterName',
  'requesterNumber',
  'openedAt',
  'dueAt',
  'handler',
  'answer',
  'closedAt',
  'kept',
  'satisfaction',
];

/** A count is a number, everything else is text: numbers of tickets and telephones are names, not quantities. */
export type Cell = string | number;

const solvedWords: Readonly<Record<SolvedAnswer, string>> = {
  solved: '已解决',
  partly: '部分解决',
  unsolved: '未解决',
  notReasonable: '诉求不合理',
};

const time = (at: number | null | undefined) =>
  at === null || at === undefined ? '' : shanghaiTime(at);

const cellOf: Readonly<
  Record<TicketColumn, (ticket: Ticket, departments: DepartmentCatalogue) => Cell>
> = {
  ticketNo: ({ ticketNo }) => ticketNo,
  cityNo: ({ work }) => work?.city?.cityNo ?? '',
  source: ({ source }) => ticketSourceWords[source],
  kind: ({ kind }) => (kind ? ticketKindWords[kind] : ''),
  category: ({ categoryCode }) => categoryWords(categoryCode),
  flags: ({ flags }) => flags.map((flag) => ticketFlagWords[flag]).join('、'),
  state: ({ state }) => ticketStateWords[state],
  district: ({ district }) => district ?? '',
  address: ({ address }) => address,
  content: ({ content }) => content,
  requesterName: ({ requesterName }) => requesterName,
  requesterNumber: ({ requesterNumber }) => requesterNumber,
  openedAt: ({ openedAt }) => time(openedAt),
  openedBy: openerOf,
  dueAt: ({ deadline }) => time(deadline?.dueAt),
  dueRule: ({ deadline }) => `${deadline?.rule ?? ''}${deadline?.provisional ? '（暂定）' : ''}`,
  handler: ({ handler }) => handler,
  lead: ({ work }, departments) =>
    work?.assignment ? departmentName(departments, work.assignment.leadId) : '',
  assist: ({ work }, departments) =>
    (work?.assignment?.assistIds ?? []).map((id) => departmentName(departments, id)).join('、'),
  signedAt: ({ work }) => time(work?.assignment?.signedAt),
  resultAt: ({ work }) => time(work?.results.at(-1)?.at),
  result: ({ work }) => work?.results.at(-1)?.publicReply ?? '',
  answer: ({ answer, work }) => work?.reply?.text ?? answer,
  closedAt: ({ closedAt }) => time(closedAt),
  closedAs: ({ closedAs }) => (closedAs ? closeWayWords[closedAs] : ''),
  kept: keptWords,
  urgedCount: ({ urgedCount }) => urgedCount,
  callbacks: ({ work }) => work?.callbacks.length ?? 0,
  solved: ({ work }) => {
    const solved = work?.callbacks.findLast((one) => one.solved !== null)?.solved ?? null;
    return solved ? solvedWords[solved] : '';
  },
  satisfaction: ({ satisfaction }) => (satisfaction ? satisfactionMeanings[satisfaction] : ''),
  reworks: ({ work }) => work?.reworks ?? 0,
  calls: ({ callIds }) => callIds.length,
  updatedAt: ({ updatedAt }) => time(updatedAt),
};

/** Columns in which a name or a number of the citizen may stand. */
const covered: Partial<Readonly<Record<TicketColumn, (text: string, ticket: Ticket) => string>>> = {
  requesterName: coverName,
  requesterNumber: maskNumber,
  address: coverText,
  content: coverText,
  answer: coverText,
  result: coverText,
};

/** One row. Unless `shown`, the citizen's name and whatever may be a number are covered as on the screens. */
export function ticketRow(
  ticket: Ticket,
  columns: readonly TicketColumn[],
  { shown, departments }: { readonly shown: boolean; readonly departments: DepartmentCatalogue },
): Cell[] {
  return columns.map((column) => {
    const cell = cellOf[column](ticket, departments);
    const cover = covered[column];
    return shown || !cover || typeof cell === 'number' ? cell : cover(cell, ticket);
  });
}

/** `排水 / 渍水（积水）`; the bare code for a category of another taxonomy version. */
export function categoryWords(code: string | null): string {
  const category = findCategory(code ?? '');
  return category ? `${category.group} / ${category.name}` : (code ?? '');
}

/** Of what is finished: within its deadline or not. A deadline that is still to be settled decides nothing. */
function keptWords({ deadline, closedAt }: Ticket): string {
  if (!deadline || closedAt === null || deadline.provisional) return '';
  return closedAt <= deadline.dueAt ? '按时' : '超期';
}
