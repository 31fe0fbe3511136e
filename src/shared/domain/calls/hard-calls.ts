import type { CallResult } from './call-result.ts';

/** Calls that need a script of their own (domain document 7.5; entry K-0419 of the supplied knowledge). */
export const hardCallKinds = ['silent', 'abusive', 'wrongNumber', 'minor', 'danger'] as const;
export type HardCallKind = (typeof hardCallKinds)[number];

/** The sentences of a script, in their order; its words stand in the catalogue. */
export const scriptSteps = ['first', 'second', 'third'] as const;
export type ScriptStep = (typeof scriptSteps)[number];

export interface HardCall {
  /** When each step is due after the script was begun. */
  readonly afterMs: Readonly<Record<ScriptStep, number>>;
  /** What is to be given as the result afterwards; `null` = what really came of it. */
  readonly result: CallResult | null;
}

/** A silent caller is asked twice, five seconds apart, before the call is ended; danger is never waited with. */
export const hardCalls: Readonly<Record<HardCallKind, HardCall>> = {
  silent: { afterMs: { first: 0, second: 5000, third: 10_000 }, result: 'silent' },
  abusive: { afterMs: { first: 0, second: 20_000, third: 40_000 }, result: 'harassment' },
  wrongNumber: { afterMs: { first: 0, second: 5000, third: 15_000 }, result: 'wrongNumber' },
  minor: { afterMs: { first: 0, second: 10_000, third: 30_000 }, result: null },
  danger: { afterMs: { first: 0, second: 5000, third: 30_000 }, result: null },
};

/** The step that is due `elapsedMs` after the script was begun. */
export function stepDue(kind: HardCallKind, elapsedMs: number): ScriptStep {
  const { afterMs } = hardCalls[kind];
  return scriptSteps.findLast((step) => afterMs[step] <= elapsedMs) ?? 'first';
}
