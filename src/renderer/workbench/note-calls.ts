import type { CallView } from '../../shared/domain/calls/call.ts';
import type { WorkbenchState } from './workbench-store.ts';

type Noted = Pick<WorkbenchState, 'recordings' | 'sheet'>;

/** What the workbench remembers of the calls: their recordings, and the call back from the open ticket. */
export function noteCalls(state: WorkbenchState, calls: readonly CallView[]): Noted {
  return {
    sheet: withCallBack(state.sheet, calls),
    recordings: withRecordings(state, calls),
  };
}

/** A call dialled from the open ticket belongs to it. */
function withCallBack(sheet: WorkbenchState['sheet'], calls: readonly CallView[]): Noted['sheet'] {
  if (sheet === null || sheet.ticketNo === null || sheet.busy !== null) return sheet;
  const dialled = calls.find(
    (call) => call.direction === 'outbound' && call.ticketNo === sheet.ticketNo,
  );
  if (!dialled || dialled.callId === sheet.callId) return sheet;
  return { ...sheet, callId: dialled.callId, savedAt: null };
}

function withRecordings(state: WorkbenchState, calls: readonly CallView[]): Noted['recordings'] {
  const found = calls.flatMap((call) =>
    call.recording.kind === 'recording' && state.recordings[call.callId] === undefined
      ? [[call.callId, call.recording.recordingId] as const]
      : [],
  );
  return found.length === 0
    ? state.recordings
    : { ...state.recordings, ...Object.fromEntries(found) };
}
