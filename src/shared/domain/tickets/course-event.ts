import { factLine, shanghaiTime } from './course-note.ts';
import type { FlowAct } from './flow-acts.ts';
import type { TicketEvent } from './ticket.ts';

/** Who has done it, when, and by which way it came. */
export interface EventContext {
  /** When it was done, as far as that is believed. */
  readonly at: number;
  /** At the hub only: when it heard of it, and when the desk says that it was. Closing is dated by the former. */
  readonly heard?: { readonly receivedAt: number; readonly saidAt: number };
  readonly workNo: string;
  /** Who brought in what `workNo` has typed and can no longer send. */
  readonly broughtInBy?: string;
  readonly eventId: string;
}

/** One line of the course; `note` with what is to be told of who brought it in and when it was heard. */
export function courseEvent(
  kind: TicketEvent['kind'],
  note: string,
  context: EventContext,
): TicketEvent {
  return {
    eventId: `${context.eventId}:${kind}`,
    at: context.at,
    byWorkNo: context.workNo,
    kind,
    note: [note, ...broughtInLines(context), ...timeLines(context)]
      .filter((line) => line !== '')
      .join('\n'),
  };
}

/** The line of a step, which older desks show as a note. */
export function stepEvent(act: FlowAct, lines: readonly string[], context: EventContext) {
  return { ...courseEvent('note', lines.join('\n'), context), act };
}

function broughtInLines({ broughtInBy }: EventContext): string[] {
  return broughtInBy === undefined ? [] : [factLine('broughtInBy', broughtInBy)];
}

/** Differences of less than a minute are the way to the hub and tell nobody anything. */
const tellMs = 60_000;

/** What the desk said and when the hub heard it, where the two are not the same. */
function timeLines({ at, heard }: EventContext): string[] {
  if (!heard) return [];
  const { receivedAt, saidAt } = heard;
  if (Math.abs(receivedAt - saidAt) < tellMs) return [];
  return [
    factLine(at === saidAt ? 'saidAt' : 'saidAtNotTaken', shanghaiTime(saidAt)),
    factLine('receivedAt', shanghaiTime(receivedAt)),
  ];
}
