import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import { callLengthMs } from '../../../shared/domain/calls/call-length.ts';
import { heardBy } from '../../../shared/domain/recordings/heard.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import { useDeskState, useToday } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { lengthText, shortTime } from '../../ui/format.ts';
import { syncOf } from './listening-text.ts';
import { listeningStore } from './recordings-store.ts';

interface RecordingListProps {
  readonly items: readonly CallListItem[];
  readonly selectedCallId: string | null;
  readonly onSelect: (callId: string) => void;
}

/** The calls to hear, newest first. Numbers are masked: a list is not the call they belong to. */
export function RecordingList({ items, selectedCallId, onSelect }: RecordingListProps) {
  const t = useText();
  return (
    <ul className="listening__list" aria-label={t('listening.list')}>
      {items.map((item) => (
        <li key={item.call.callId}>
          <button
            type="button"
            className="listening__row num"
            ref={item.call.callId === selectedCallId ? bringIntoView : undefined}
            aria-current={item.call.callId === selectedCallId}
            onClick={() => onSelect(item.call.callId)}
          >
            <RecordingRow item={item} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The arrows may have gone to a row beyond the edge. */
function bringIntoView(row: HTMLButtonElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}

function RecordingRow({ item }: { readonly item: CallListItem }) {
  const t = useText();
  const today = useToday();
  const { call, recording } = item;
  const sync = recording ? syncOf(recording) : null;
  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  return (
    <>
      <span className="listening__meta">
        <span>
          {shortTime(call.startedAt, today, words)} ·{' '}
          {t('listening.agent', { workNo: call.agentWorkNo })}
        </span>
        <span>{lengthText(callLengthMs(call))}</span>
      </span>
      <span className="listening__who">
        <b>{maskNumber(call.number.display)}</b>
        <span>{item.ticketNos[0] ?? t('listening.unlinked')}</span>
      </span>
      <span className="listening__tags">
        <span className="tag">{t(`call.${call.direction}`)}</span>
        {sync && <span className={`tag tag--${sync.tone}`}>{t(sync.word)}</span>}
        <HeardTag item={item} />
        {item.timesDoubtedAt !== undefined && (
          <span className="tag tag--bad">{t('listening.timesDoubted')}</span>
        )}
        {item.otherRecordings && <span className="tag tag--bad">{t('listening.disputed')}</span>}
      </span>
    </>
  );
}

/** Has this lead heard it? An agent's own listening goes by no hub, so nothing is said of it. */
function HeardTag({ item: { recording, heard = [] } }: { readonly item: CallListItem }) {
  const t = useText();
  const user = useDeskState((desk) => desk.user);
  const heardNow = useFeature(listeningStore, (state) =>
    recording === null ? undefined : state.heardNow.get(recording.recordingId),
  );
  if (recording === null || user?.role !== 'lead') return null;
  const { workNo } = user;
  const now = { workNo, heardMs: heardNow ?? 0, lengthMs: recording.durationMs, lastAt: 0 };
  const known = heard.find((one) => one.workNo === workNo);
  const best = known && known.heardMs >= now.heardMs ? known : now;
  const state = heardBy(workNo, [best]);
  return (
    <span className={state === 'no' ? 'tag tag--accent' : 'tag'}>
      {t(`listening.heard.${state}`)}
    </span>
  );
}
