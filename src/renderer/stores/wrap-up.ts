import type { CallView } from '../../shared/domain/call.ts';
import { isLocked } from './sheet.ts';
import type { WorkbenchState } from './workbench-store.ts';

type Noted = Pick<WorkbenchState, 'recordings' | 'wrapUp' | 'sheet'>;

/** What the workbench remembers of the calls: their recordings, the call back from the open ticket, after-call work. */
export function noteCalls(state: WorkbenchState, calls: readonly CallView[]): Noted {
  const sheet = withCallBack(state.sheet, calls);
  return {
    sheet,
    recordings: withRecordings(state, calls),
    wrapUp: wrapUpAfter({ ...state, sheet }, calls),
  };
}

/** A call dialled from the open ticket belongs to it. */
function withCallBack(sheet: WorkbenchState['sheet'], calls: readonly CallView[]): Noted['sheet'] {
  if (sheet === null || sheet.ticketNo === null || sheet.busy !== 'idle') return sheet;
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

function wrapUpAfter(state: WorkbenchState, calls: readonly CallView[]): Noted['wrapUp'] {
  if (calls.some((call) => call.state !== 'ended')) return null;
  if (state.wrapUp) return state.wrapUp;
  const { sheet } = state;
  if (!sheet || isLocked(sheet) || sheet.savedAt !== null) return null;
  const ended = calls.find(
    (call) => call.state === 'ended' && call.answeredAt !== null && call.callId === sheet.callId,
  );
  return ended ? { callId: ended.callId, since: ended.endedAt ?? ended.startedAt } : null;
}
