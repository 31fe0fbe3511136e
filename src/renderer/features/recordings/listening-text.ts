import type { TFunction } from 'i18next';
import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import type { Recording, RecordingTimeline } from '../../../shared/domain/recordings/recording.ts';
import { duration } from '../../ui/format.ts';

/** `1.5 秒`, and `0.04 秒` for what a tenth would call nothing; from a minute on `01:02`. */
export function lastingText(ms: number, t: TFunction): string {
  if (ms >= 60_000) return duration(ms);
  return t('listening.seconds', { seconds: (ms / 1000).toFixed(ms < 95 ? 2 : 1) });
}

/**
 * What keeps the chosen recording from being whole and undisputed, as keys of sentences; empty = nothing is known against
 * it. `disputed`, `claimed`: another desk says that the call is its own, and has brought recordings of it, or none;
 * `timesDoubt`: the clock of its desk was wrong.
 */
export function doubtsOf(
  item: Pick<CallListItem, 'otherRecordings' | 'timesDoubtedAt'>,
  timeline: Pick<RecordingTimeline, 'flaws'> | null,
) {
  const flaws = (timeline?.flaws ?? []).map((flaw) => `listening.flaw.${flaw}` as const);
  const claim = item.otherRecordings?.length
    ? ('listening.flaw.disputed' as const)
    : ('listening.flaw.claimed' as const);
  return [
    ...flaws,
    ...(item.otherRecordings ? [claim] : []),
    ...(item.timesDoubtedAt === undefined ? [] : ['listening.timesDoubt' as const]),
  ];
}

/** Where a recording is on its way to the hub, or that it is not whole: key of its word, and the tone of its tag. */
export function syncOf(recording: Recording) {
  // That it has arrived is no good news of a file in which something is wrong.
  if (recording.error === 'recording.damaged' && recording.state !== 'damaged')
    return { word: 'listening.flawed', tone: 'bad' } as const;
  switch (recording.state) {
    case 'synced':
      return { word: 'calls.states.synced', tone: 'good' } as const;
    case 'uploading':
      return { word: 'calls.states.uploading', tone: 'accent' } as const;
    case 'damaged':
      return { word: 'calls.states.damaged', tone: 'bad' } as const;
    case 'writing':
      return { word: 'calls.states.writing', tone: 'accent' } as const;
    case 'closed':
      return recording.error === null
        ? ({ word: 'calls.states.closed', tone: 'warn' } as const)
        : ({ word: 'listening.blocked', tone: 'bad' } as const);
  }
}
