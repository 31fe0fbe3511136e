import type {
  FolderOrder,
  KnowledgeOrder,
  SheetFormat,
  SheetOrder,
} from '../../../shared/contract/exports/schemas.ts';
import { findCategory } from '../../../shared/domain/office/categories.ts';
import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import { coverText } from '../../../shared/domain/tickets/covered-text.ts';
import { coverOf } from '../../../shared/domain/tickets/officer-view.ts';
import { isConfidential } from '../../../shared/domain/tickets/ticket-audience.ts';
import { ticketColumnWords } from '../../../shared/domain/tickets/ticket-columns.ts';
import type { TicketSelection } from '../../../shared/domain/tickets/ticket-match.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import {
  ticketFlagWords,
  ticketKindWords,
  ticketStateWords,
} from '../../../shared/domain/tickets/ticket-words.ts';

const formatWords: Readonly<Record<SheetFormat, string>> = {
  xlsx: 'Excel',
  csv: 'CSV（UTF-8）',
  csvGb18030: 'CSV（GB18030）',
  pdf: 'PDF',
};

export type Facts = readonly (readonly [string, string])[];

/** What was asked for, name and value, as it stands in the audit and on the paper itself. No name and no number of a citizen. */
export function orderFacts({ selection, columns, format, shown, reason }: SheetOrder): Facts {
  return [
    ['事由', covered(reason)],
    ['条件', selectionWords(selection)],
    ['格式', formatWords[format]],
    ['列', columns.map((column) => ticketColumnWords[column]).join('、')],
    ['姓名和号码', shown ? '完整显示' : '遮盖'],
  ];
}

/** The same of one ticket that leaves whole; a confidential one is named by its id, as in every row of the audit. */
export function folderFacts({ reason }: FolderOrder, ticket: Ticket): Facts {
  return [
    ['事由', coverOf(ticket)(reason)],
    ['工单', isConfidential(ticket) ? ticket.ticketId : ticket.ticketNo],
    ['格式', '文件夹（ZIP，含录音）'],
    ['姓名和号码', '完整显示'],
  ];
}

/** The same of the knowledge base, which tells of no citizen. */
export function knowledgeFacts({ format, reason }: KnowledgeOrder): Facts {
  return [
    ['事由', covered(reason)],
    ['内容', '知识库全部现行条目'],
    ['格式', formatWords[format]],
  ];
}

export function factsText(facts: Facts): string {
  return facts.map(([name, value]) => `${name}：${value}`).join('；');
}

function selectionWords(selection: TicketSelection): string {
  const { text, states, openedBy, dueBefore, categoryCode, district, kind, flag } = selection;
  const { openedFrom, openedTo } = selection;
  const parts = [
    states.map((state) => ticketStateWords[state]).join('、'),
    // Whatever was typed may be the name of a citizen.
    text === '' ? '' : '含关键词（内容不记）',
    openedBy === null ? '' : `工号 ${openedBy} 登记`,
    dueBefore === null ? '' : `办结时限早于 ${shanghaiTime(dueBefore)}`,
    categoryCode === null ? '' : (findCategory(categoryCode)?.name ?? categoryCode),
    district ?? '',
    kind === null ? '' : ticketKindWords[kind],
    flag === null ? '' : ticketFlagWords[flag],
    openedFrom === null ? '' : `${shanghaiTime(openedFrom)} 起登记`,
    openedTo === null ? '' : `${shanghaiTime(openedTo)} 前登记`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '全部工单' : parts.join('，');
}

/** Whatever may be a number. */
function covered(text: string): string {
  return coverText(text, { requesterName: '', requesterNumber: '' });
}
