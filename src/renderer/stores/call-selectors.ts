import type { CallView } from '../../shared/domain/calls/call.ts';
import type { Problem } from '../../shared/domain/desk/desk-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { isRecordingProblem } from '../../shared/domain/seat/seat-checks.ts';

/** What is wrong with the recording of `call` right now, from the call itself or from the host. */
export function recordingFault(call: CallView, problems: readonly Problem[]): ErrorCode | null {
  if (call.recording.kind === 'failed') return call.recording.code;
  const own = problems.find(
    (problem) => problem.callId === call.callId && isRecordingProblem(problem),
  );
  return own?.code ?? null;
}

/** Text that names a fault in two words: a silent recording goes on, so does one that loses some sound, any other has ended. */
export function recordingFaultWord(
  code: ErrorCode,
): 'recordingSilent' | 'recordingLosing' | 'recordingFailed' {
  if (code === 'recording.losing') return 'recordingLosing';
  return code === 'recording.silent' ? 'recordingSilent' : 'recordingFailed';
}

/** 优 良 中 差 by MOS. */
export function qualityWord(mos: number): 'excellent' | 'good' | 'fair' | 'poor' {
  if (mos >= 4.1) return 'excellent';
  if (mos >= 3.6) return 'good';
  return mos >= 3.1 ? 'fair' : 'poor';
}
