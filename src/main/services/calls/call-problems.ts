import type { CallView } from '../../../shared/domain/call.ts';
import type { PhoneSnapshot } from '../../../shared/domain/phone-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Problems } from '../problems.ts';

/**
 * Shows a call that is not being recorded, or in which the citizen cannot be heard, as a problem for as long as it is so
 * and the call runs. Why a recording is missing stays in the call's record.
 */
export function createCallProblems(problems: Problems): (snapshot: PhoneSnapshot) => void {
  let raised: ReadonlySet<string> = new Set();
  return ({ calls }) => {
    const faults = calls.filter((call) => call.state !== 'ended').flatMap(faultsOf);
    const current = new Set(faults.map(({ problemId }) => problemId));
    for (const problemId of raised) if (!current.has(problemId)) problems.clear(problemId);
    for (const fault of faults) problems.raise(fault);
    raised = current;
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
