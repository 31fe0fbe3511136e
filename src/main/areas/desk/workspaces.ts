import type { CallRecord, CallView } from '../../../shared/domain/calls/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { Pop } from '../../../shared/domain/desk/pop.ts';
import { type Workspace, workspaceLimit } from '../../../shared/domain/workspaces/workspace.ts';
import type { PopCall } from './screen-pop.ts';

/** What is known of the conversations of this desk. */
export interface Conversations {
  /** As the phone page tells them, also those that have just ended. */
  readonly views: readonly CallView[];
  /** Records of the signed in person's calls: those that run, owe their result, or owed it last. */
  readonly records: readonly CallRecord[];
}

/** A consultation or a leg into a conference belongs to the citizen's conversation. */
function isConversation({ purpose, servesCallId }: CallView): boolean {
  return purpose === 'plain' && servesCallId === null;
}

/** Whom to look up, oldest call first. */
export function popCallsOf({ views, records }: Conversations): PopCall[] {
  const told = views.filter(isConversation);
  const owed = records.filter(
    ({ callId, endedAt }) => endedAt !== null && !told.some((view) => view.callId === callId),
  );
  return [...owed.map((record) => ({ ...record, ticketNo: null })), ...told]
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .slice(-workspaceLimit);
}

/** Conversations as the pages see them, oldest first; one whose look-up still goes on is not there yet. */
export function workspacesOf(
  conversations: Conversations,
  popOf: (callId: CallId) => Pop | null,
): Workspace[] {
  const { views, records } = conversations;
  return popCallsOf(conversations).flatMap(({ callId }) => {
    const pop = popOf(callId);
    const record = records.find((one) => one.callId === callId);
    const view = views.find((one) => one.callId === callId) ?? record;
    if (pop === null || view === undefined) return [];
    const { direction, startedAt, answeredAt, endedAt, endReason } = view;
    return [
      {
        callId,
        direction,
        startedAt,
        answeredAt,
        endedAt,
        endReason,
        ticketIds: record?.ticketIds ?? [],
        pop,
        // What came of a call that is over and has no record here is known: it is asked for no more.
        result: record ? record.result : endedAt === null ? null : undefined,
        note: record?.note ?? '',
      },
    ];
  });
}
