import { type CallView, isCallRunning } from '../../../shared/domain/calls/call.ts';
import { awayInCallId, changeRefusedId } from '../../../shared/domain/desk/desk-state.ts';
import type { PhoneSnapshot } from '../../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Problems } from '../../host/problems.ts';
import type { Timers } from '../../host/timers.ts';

/** What is wrong with calls, as problems that the agent reads. */
export interface CallProblems {
  /** What is wrong now stays for as long as it is so; a change that was refused is told for a while. */
  handleSnapshot(snapshot: Pick<PhoneSnapshot, 'calls'>): void;
  /** No phone page is connected: a call that ran may be cut. Taken back when it is seen running again. */
  handlePhoneAway(): void;
}

/** Longer, it would stand over the next call. */
const refusedToldForMs = 20_000;
const awayToldForMs = 60_000;

/**
 * Shows a call that is not being recorded, or in which the citizen cannot be heard. Why a call has ended is told in the call
 * bar (ADR 0220); why a recording is missing stays in the call's record.
 */
export function createCallProblems(problems: Problems, timers: Timers): CallProblems {
  let raised: ReadonlySet<string> = new Set();
  let isRunning = false;
  let refusedAt = 0;

  const cancel = new Map<string, () => void>();

  /** The last one counts: two that stand below each other for a minute hide what comes next. */
  const tell = (problemId: string, code: ErrorCode, forMs: number, detail = '') => {
    cancel.get(problemId)?.();
    problems.raise({ problemId, code, detail });
    cancel.set(
      problemId,
      timers.after(forMs, () => problems.clear(problemId)),
    );
  };
  const tellRefusedChanges = (calls: readonly CallView[]) => {
    for (const { changeRefused } of calls) {
      if (!changeRefused || changeRefused.at <= refusedAt) continue;
      refusedAt = changeRefused.at;
      tell(changeRefusedId, 'media.changeRefused', refusedToldForMs, changeRefused.code);
    }
  };
  return {
    handleSnapshot({ calls }) {
      const faults = calls.filter((call) => call.state !== 'ended').flatMap(faultsOf);
      const current = new Set(faults.map(({ problemId }) => problemId));
      for (const problemId of raised) if (!current.has(problemId)) problems.clear(problemId);
      for (const fault of faults) problems.raise(fault);
      raised = current;
      isRunning = isCallRunning(calls);
      if (isRunning) problems.clear(awayInCallId);
      tellRefusedChanges(calls);
    },
    handlePhoneAway() {
      if (isRunning) tell(awayInCallId, 'phone.awayInCall', awayToldForMs);
      isRunning = false;
      for (const problemId of raised) problems.clear(problemId);
      raised = new Set();
    },
  };
}

function faultsOf({ callId, recording, soundFault }: CallView) {
  const codes: readonly (readonly [string, ErrorCode | null])[] = [
    ['recording', recording.kind === 'failed' ? recording.code : null],
    ['sound', soundFault ?? null],
  ];
  return codes.flatMap(([part, code]) =>
    code === null ? [] : [{ problemId: `${part}:${callId}`, code, callId }],
  );
}
