import { readNote } from './course-note.ts';
import type { Ticket, TicketEvent } from './ticket.ts';

/** What is known of a call that belongs to the ticket. */
export interface CallDone {
  readonly direction: 'inbound' | 'outbound';
  readonly answeredAt: number | null;
  /** Number that it was handed to; `null` when it was not. */
  readonly transferredTo: string | null;
}

const head = '已办：';
const between = '；';

/**
 * The line `已办：…` of a record: what was really done so far, from the ticket's course and from the calls that go on.
 * `''` when nothing was. Nothing that is only meant to be done ever stands in it.
 */
export function doneLine(
  ticket: Pick<Ticket, 'course'> | null,
  calls: readonly CallDone[],
): string {
  const items = [
    ...calls.flatMap(callItems),
    ...(ticket?.course ?? []).flatMap((event) => eventItem(event)),
  ];
  return items.length === 0 ? '' : `${head}${items.join(between)}。`;
}

function callItems({ direction, answeredAt, transferredTo }: CallDone): string[] {
  if (answeredAt === null) return [];
  const talked = `${direction === 'inbound' ? '接听来电' : '去电通话'}（${clock(answeredAt)}）`;
  return transferredTo === null ? [talked] : [talked, `通话转接 ${transferredTo}`];
}

const names: Partial<Record<TicketEvent['kind'], string>> = {
  assigned: '交办',
  urged: '催办',
  result: '经办部门反馈结果',
  replied: '回复',
};

function eventItem({ kind, note, at }: TicketEvent): string[] {
  const name = names[kind];
  if (name === undefined) return [];
  // Only of an assignment does the note say to whom; the words of the others are long and stand in the course.
  const to = kind === 'assigned' ? assignedTo(note) : '';
  return [`${name}${to}（${clock(at)}）`];
}

/** `交办江汉区水务局` of the seed and of hands, or a coded line of the machine. */
function assignedTo(note: string): string {
  const [line] = readNote(note);
  const text = line?.kind === 'words' ? line.text : line?.kind === 'fact' ? line.value : '';
  return text
    .replace(/^交办/u, '')
    .replaceAll(/[；。\n]/gu, '，')
    .slice(0, 40);
}

/** `11-30 18:30` in Shanghai. */
function clock(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
}

/**
 * The answer with a record added below it, without what stands there already. An older `已办` line that the new one holds
 * whole goes; one that somebody has changed stays as it was typed.
 */
export function withRecorded(answer: string, recorded: string): string {
  const done = itemsOf(recorded.split('\n').find((line) => line.startsWith(head)) ?? '');
  const isOutdated = (line: string) =>
    line.startsWith(head) && itemsOf(line).every((item) => done.includes(item));
  const kept = answer
    .trimEnd()
    .split('\n')
    .filter((line) => !isOutdated(line));
  const standing = kept.join('\n');
  const added = recorded.split('\n').filter((line) => !standing.includes(line));
  return [...(standing === '' ? [] : [standing]), ...added].join('\n');
}

function itemsOf(line: string): string[] {
  return line.replace(head, '').replace(/。$/u, '').split(between);
}
