import {
  type Problem,
  awayInCallId,
  changeRefusedId,
} from '../../../shared/domain/desk/desk-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';

/** What the status bar alone tells: nothing that the agent does now depends on it. */
const quiet: ReadonlySet<ErrorCode> = new Set(['hub.unreachable', 'config.plainConnection']);

/** Is a problem told in the strip under the call bar, too? */
export function isLoud({ code }: Pick<Problem, 'code'>): boolean {
  return !code.startsWith('upload.') && !quiet.has(code);
}

/** Is a refused command told by what has become of its call, in the call bar? */
export function isToldInBar(code: ErrorCode): boolean {
  return code === 'sip.transferFailed';
}

/** The same above the sign-in form: there a password is typed, and no status bar tells that anybody may read it. */
export function isLoudAtSignIn(problem: Pick<Problem, 'code' | 'problemId'>): boolean {
  const isPasswordPlain =
    problem.code === 'config.plainConnection' && problem.problemId === 'config:hub';
  return isPasswordPlain || (isLoud(problem) && !isOfCall(problem));
}

/** What has just happened to a call comes first: it is told for a while only, and the strip has room for two. */
export function callsFirst(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => rank(a) - rank(b));
}

function rank(problem: Problem): number {
  if (problem.problemId === awayInCallId) return 0;
  return isOfCall(problem) ? 1 : 2;
}

function isOfCall({ problemId }: Pick<Problem, 'problemId'>): boolean {
  return [awayInCallId, changeRefusedId].includes(problemId);
}
