import type { CallId } from '../../../shared/domain/ids.ts';
import type { PhoneSnapshot } from '../../../shared/domain/phone-state.ts';
import type { Problems } from '../problems.ts';

/** Shows a call that is not being recorded as a problem for as long as it runs. The reason stays in its record. */
export function createRecordingProblems(problems: Problems): (snapshot: PhoneSnapshot) => void {
  const raised = new Set<CallId>();
  return (snapshot) => {
    const failing = new Map(
      snapshot.calls.flatMap(({ callId, state, recording }) =>
        recording.kind === 'failed' && state !== 'ended' ? [[callId, recording.code] as const] : [],
      ),
    );
    for (const callId of raised) {
      if (failing.has(callId)) continue;
      raised.delete(callId);
      problems.clear(`recording:${callId}`);
    }
    for (const [callId, code] of failing) {
      raised.add(callId);
      problems.raise({ problemId: `recording:${callId}`, code, callId });
    }
  };
}
