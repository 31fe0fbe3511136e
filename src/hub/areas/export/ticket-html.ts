import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import { callEndWords } from '../../../shared/domain/calls/call-end-words.ts';
import { callLengthMs } from '../../../shared/domain/calls/call-length.ts';
import type { DepartmentCatalogue } from '../../../shared/domain/office/departments.ts';
import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import { courseText } from '../../../shared/domain/tickets/course-text.ts';
import { paperText as t } from '../../../shared/domain/tickets/paper-text.ts';
import {
  ticketColumnWords,
  ticketColumns,
  ticketRow,
} from '../../../shared/domain/tickets/ticket-columns.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { StepClock } from '../../../shared/domain/tickets/ticket-work.ts';
import { escapeHtml, factsTable, heading, listTable } from './html.ts';
import { workHtml } from './ticket-html-work.ts';
import { type FolderFile, type FolderMissing, folderGaps } from './folder-items.ts';

export interface TicketPaper {
  readonly ticket: Ticket;
  readonly calls: readonly CallListItem[];
  /** When it was made, epoch ms: what runs is judged by it. */
  readonly at: number;
  readonly about: { readonly at: string; readonly by: string; readonly reason: string };
  /** What lies in the folder already. */
  readonly files: readonly FolderFile[];
  readonly missing: readonly FolderMissing[];
  readonly departments: DepartmentCatalogue;
}

/** One ticket for people: what its print says, with the sound beside it. Loads nothing from anywhere but its own folder, runs no script. */
export function ticketHtml(paper: TicketPaper): string {
  const { ticket, about, at, departments } = paper;
  const title = `${t('ticket.print.title')} ${ticket.ticketNo}`;
  const cells = ticketRow(ticket, ticketColumns, { shown: true, departments });
  const facts = ticketColumns.map((column, index): [string, string] => [
    ticketColumnWords[column],
    String(cells[index] ?? ''),
  ]);
  const cited = ticket.citations.map(
    ({ entryNo, version, title: of }) => `${entryNo} v${version} ${of}`,
  );
  const body = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml(`导出人：${about.by}　导出时间：${about.at}　事由：${about.reason}`)}</p>`,
    factsTable('', [
      ...facts,
      [t('ticket.fields.citations'), cited.join('、')],
      [t('ticket.fields.against'), (ticket.against ?? []).join('、')],
    ]),
    clocksHtml(ticket.work?.clocks ?? [], at),
    workHtml(ticket, departments),
    courseHtml(ticket),
    callsHtml(paper),
    missingHtml(paper),
    '<p class="note">各文件的大小和 SHA-256 校验值见 manifest.json。</p>',
  ];
  return page(title, body.filter((part) => part !== '').join('\n'));
}

/** Every limit and whether it was kept. */
function clocksHtml(clocks: readonly StepClock[], at: number): string {
  const heads = ['step', 'started', 'due', 'stopped', 'kept'] as const;
  const rows = clocks.map(({ step, startedAt, dueAt, stoppedAt }) => {
    const end = stoppedAt ?? at;
    const kept = end > dueAt ? 'late' : stoppedAt === undefined ? 'runs' : 'inTime';
    return [
      t(`flow.steps.${step}`),
      shanghaiTime(startedAt),
      shanghaiTime(dueAt),
      stoppedAt === undefined ? '' : shanghaiTime(stoppedAt),
      t(`ticket.print.kept.${kept}`),
    ];
  });
  return listTable(
    t('ticket.print.clocks'),
    heads.map((head) => t(`ticket.print.heads.${head}`)),
    rows,
  );
}

/** Oldest first. */
function courseHtml(ticket: Ticket): string {
  const heads = ['time', 'act', 'note', 'who'] as const;
  const rows = ticket.course.map((event) => {
    const { kind, note } = courseText(event, ticket);
    return [shanghaiTime(event.at), kind, note, event.byWorkNo];
  });
  return listTable(
    t('ticket.print.course'),
    heads.map((head) => t(`ticket.print.heads.${head}`)),
    rows,
  );
}

function callsHtml({ calls, files }: TicketPaper): string {
  if (calls.length === 0) return '';
  const lines = calls.map(({ call, agentName }) => {
    const length = callLengthMs(call);
    const cells = [
      shanghaiTime(call.startedAt),
      call.direction === 'inbound' ? '来电' : '去电',
      call.number.display,
      length === null ? '' : `${Math.round(length / 1000)} 秒`,
      callEndWords[call.endReason ?? 'running'],
      `${call.agentWorkNo} ${agentName}`,
    ].map((cell) => `<td>${escapeHtml(cell)}</td>`);
    return `<tr>${cells.join('')}<td>${soundHtml(call.callId, files)}</td></tr>`;
  });
  const heads = ['时间', '方向', '号码', '时长', '结果', '坐席', '录音'];
  const head = heads.map((name) => `<th scope="col">${name}</th>`).join('');
  return `${heading(t('ticket.print.calls'))}<table><thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}

/** Paths are made by us, in ASCII. */
function soundHtml(callId: string, files: readonly FolderFile[]): string {
  return files
    .filter(({ subject }) => subject?.callId === callId)
    .map(({ path, flaw }) => {
      const words = flaw ? `<p>${escapeHtml(folderGaps[flaw])}</p>` : '';
      return `<audio controls preload="none" src="${path}"></audio><p><a href="${path}">${path}</a></p>${words}`;
    })
    .join('');
}

function missingHtml({ calls, missing }: TicketPaper): string {
  const rows = missing.map(({ subject, words }) => {
    const call = calls.find((one) => one.call.callId === subject.callId)?.call;
    return [call ? shanghaiTime(call.startedAt) : '', subject.recordingId ?? '', words];
  });
  return listTable('没有放进文件夹的内容', ['通话时间', '录音编号', '原因'], rows);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'; img-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
body{font:15px/1.6 system-ui,"Microsoft YaHei","Noto Sans SC",sans-serif;max-width:60rem;margin:24px auto;padding:0 16px;color:#1c2733;background:#fff}
h1{font-size:22px}h2{font-size:17px;margin:24px 0 6px}h3{font-size:15px;margin:14px 0 4px}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #b9c4cf;padding:4px 8px;text-align:left;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}
th{background:#eef2f6;font-weight:600}.facts th{width:9em}td p{margin:2px 0}audio{max-width:100%}.note{color:#51606f}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}
