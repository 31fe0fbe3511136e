import type { ErrorCode } from '../../error-codes.ts';
import type { OfficeRules } from '../office/office-rules.ts';
import { type CourseCode, courseCodes, factLine } from './course-note.ts';
import type { Actor } from './flow.ts';
import type { StepAction } from './ticket-action.ts';
import type { Ticket, TicketState } from './ticket.ts';
import type { TicketWork } from './ticket-work.ts';

/** Facts that a step needs from outside. */
export interface StepContext {
  readonly at: number;
  readonly workNo: string;
  readonly actor: Actor;
  readonly rules: OfficeRules;
  /** Of who acts for a department; `null` = nobody of one. */
  readonly departmentId: string | null;
  readonly callId: string | null;
}

/** What a step makes of a ticket, or why what was given with it does not do. */
export type StepOutcome =
  | { readonly kind: 'done'; readonly ticket: Ticket; readonly lines: readonly string[] }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** One action of a kind. */
export type ActionOf<K extends StepAction['kind']> = StepAction extends infer A
  ? A extends { readonly kind: infer X }
    ? K extends X
      ? A & { readonly kind: K }
      : never
    : never
  : never;

/** What a step changes beside state and clocks. */
export interface Effect {
  readonly ticket?: Partial<Ticket>;
  readonly work?: Partial<TicketWork>;
  /** Where what was given decides, instead of the table's next state. */
  readonly next?: TicketState;
  readonly lines?: readonly string[];
}

export interface EffectOf {
  readonly ticket: Ticket;
  readonly work: TicketWork;
  readonly context: StepContext;
}

export type ActionsByKind = { readonly [K in StepAction['kind']]: ActionOf<K> };

export type Effects = {
  readonly [K in StepAction['kind']]?: (
    of: EffectOf,
    action: ActionsByKind[K],
  ) => Effect | ErrorCode;
};

/** `code: value` for each that says something. */
export function facts(given: Partial<Readonly<Record<CourseCode, string>>>): string[] {
  return courseCodes.flatMap((code) => {
    const value = given[code] ?? '';
    return value === '' ? [] : [factLine(code, clipped(value))];
  });
}

/** A line of the course; the whole words stand in the ticket's work. */
const longestValue = 160;
const clipped = (value: string) =>
  value.length <= longestValue ? value : `${value.slice(0, longestValue)}…`;
