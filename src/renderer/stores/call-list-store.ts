import type { CallListFilter, CallListItem } from '../../shared/contract/calls/schemas.ts';
import type { EndReason } from '../../shared/domain/calls/call.ts';
import type { DeskApi } from './desk-api.ts';
import { type ChosenDays, spanOfDays } from './office-days.ts';
import { createListStore, pageSize } from './list-store.ts';

interface Deps {
  readonly api: Pick<DeskApi, 'calls'>;
  schedule(work: () => void, delayMs: number): () => void;
  now(): number;
}

/** `missed` = inbound and nobody took it. */
export type CallKind = 'all' | 'inbound' | 'outbound' | 'missed';
export type CallResult = keyof typeof endsOf;
export type RecordingFilter = 'any' | 'with' | 'without' | 'waiting' | 'damaged';

export interface CallFilter extends ChosenDays {
  readonly text: string;
  readonly kind: CallKind;
  readonly result: CallResult;
  readonly agentWorkNo: string;
  readonly recording: RecordingFilter;
}

const endsOf = {
  any: {},
  talked: { answered: true },
  notReached: { answered: false },
  transferred: { endReasons: ['transferred', 'merged'] },
  rated: { endReasons: ['toSurvey'] },
  owed: { owed: true },
  broken: { endReasons: ['failed', 'connectionLost', 'deskDied'] },
} as const satisfies Record<string, Ends>;
type Ends = Pick<CallListFilter, 'answered' | 'owed'> & {
  readonly endReasons?: readonly EndReason[];
};

const recordingsOf = {
  any: { recordingStates: [] },
  with: { recordingStates: [], recorded: true },
  without: { recordingStates: [], recorded: false },
  waiting: { recordingStates: ['writing', 'closed', 'uploading'] },
  damaged: { recordingStates: ['damaged'] },
} as const;

/** What the host is asked for what the person has chosen. */
function callQuery(filter: CallFilter, now: number): Omit<CallListFilter, 'limit' | 'offset'> {
  const ends: Ends = endsOf[filter.result];
  const { recordingStates, ...recorded } = { ...recordingsOf[filter.recording] };
  const isMissed = filter.kind === 'missed';
  const endReasons = isMissed ? (['missed'] as const) : (ends.endReasons ?? []);
  const agentWorkNo = filter.agentWorkNo.normalize('NFKC').trim();
  return {
    ...spanOfDays(filter, now),
    ...recorded,
    ...(ends.answered === undefined || isMissed ? {} : { answered: ends.answered }),
    ...(ends.owed === undefined || isMissed ? {} : { owed: ends.owed }),
    ...(endReasons.length === 0 ? {} : { endReasons: [...endReasons] }),
    direction: filter.kind === 'all' ? null : isMissed ? 'inbound' : filter.kind,
    agentWorkNo: agentWorkNo === '' ? null : agentWorkNo,
    text: filter.text.trim(),
    recordingStates: [...recordingStates],
  };
}

const wholeList: CallFilter = {
  text: '',
  kind: 'all',
  result: 'any',
  days: null,
  fromDay: '',
  toDay: '',
  agentWorkNo: '',
  recording: 'any',
};

/** The list of the 通话 page: own calls for an agent, all desks' for a lead. */
export function createCallListStore({ api, schedule, now }: Deps) {
  return createListStore<CallListItem, CallFilter>(wholeList, {
    schedule,
    load: async (filter, offset) => {
      const query = { ...callQuery(filter, now()), limit: pageSize, offset };
      const { items, total } = await api.calls.list(query);
      return { items, total };
    },
  });
}
export type CallListStore = ReturnType<typeof createCallListStore>;
