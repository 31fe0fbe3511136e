import { useEffect, useMemo } from 'react';
import type { CallQuality } from '../../../shared/domain/calls/call.ts';
import { paths } from '../../../shared/contract/http-paths.ts';
import type { RecordingTimeline } from '../../../shared/domain/recordings/recording.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeature, useFeatureState } from '../../parts/feature-store.ts';
import { playbackStore } from '../../parts/playback-store.ts';
import { useHeard } from '../../parts/use-heard.ts';
import { usePlayer } from '../../parts/use-player.ts';
import { useText } from '../../parts/use-text.ts';
import { duration } from '../../ui/format.ts';
import { foldShortGaps, scaleTicks } from './lane-marks.ts';
import { MarkList } from './mark-list.tsx';
import { PlayerControls } from './player-controls.tsx';
import { listeningStore } from './recordings-store.ts';
import { silentSpans, talkShare } from './talk-share.ts';
import { usePlayerKeys } from './use-player-keys.ts';
import { WaveLanes } from './wave-lanes.tsx';

/** Silences shorter than this are part of a conversation and are played. */
const skippedSilenceMs = 2000;

interface RecordingPlayerProps {
  readonly timeline: RecordingTimeline;
  readonly quality: CallQuality | null;
}

/** Waveform, shares of talk, controls and marks of one recording. */
export function RecordingPlayer({ timeline, quality }: RecordingPlayerProps) {
  const t = useText();
  const player = usePlayer(paths.audio(timeline.recordingId), 'both');
  usePlayerKeys({
    toggle: player.toggle,
    step: (ms) => player.seekTo(Math.max(0, player.media.currentTime * 1000 + ms)),
  });
  const noteHeard = useFeature(listeningStore, (state) => state.noteHeard);
  const { recordingId, durationMs } = timeline;
  const skipped = useHeard(player.media, { recordingId, lengthMs: durationMs }, (heardMs) =>
    noteHeard(recordingId, heardMs),
  );
  const { skipSilence, setSkipSilence } = useFeatureState(playbackStore);
  const marks = useMemo(() => foldShortGaps(timeline), [timeline]);
  const silences = useMemo(() => silentSpans(timeline, skippedSilenceMs), [timeline]);

  useEffect(() => {
    if (!skipSilence || !player.playing) return;
    const span = silences.find(
      (s) => player.positionMs >= s.fromMs && player.positionMs < s.toMs - 300,
    );
    if (!span) return;
    skipped(span);
    player.seekTo(span.toMs - 200);
  }, [skipSilence, silences, player, skipped]);

  return (
    <div className="listening__player">
      <Legend timeline={timeline} quality={quality} />
      <WaveLanes timeline={timeline} marks={marks.shown} media={player.media} />
      <Scale durationMs={timeline.durationMs} />
      {player.failed && (
        <div className="listening__notice">
          <ErrorNotice code="recording.notFound" lead={t('listening.cannotPlay')} />
        </div>
      )}
      <PlayerControls
        player={player}
        durationMs={timeline.durationMs}
        skipSilence={skipSilence}
        onSkipSilence={setSkipSilence}
      />
      <MarkList marks={marks} onGoTo={player.seekTo} />
    </div>
  );
}

function Scale({ durationMs }: { readonly durationMs: number }) {
  return (
    <div className="listening__scale num" aria-hidden>
      {scaleTicks(durationMs).map((ms) => (
        <span
          key={ms}
          className={ms > durationMs * 0.95 ? 'is-end' : ''}
          style={placeOf(ms, durationMs)}
        >
          {duration(ms)}
        </span>
      ))}
    </div>
  );
}

function placeOf(ms: number, durationMs: number) {
  return { left: `${durationMs === 0 ? 0 : (ms / durationMs) * 100}%` };
}

function Legend({ timeline, quality }: RecordingPlayerProps) {
  const t = useText();
  const share = useMemo(() => talkShare(timeline), [timeline]);
  return (
    <div className="listening__legend num">
      {share && (
        <>
          <span className="is-agent">
            {t('listening.share.agent', { percent: share.agentPercent })}
          </span>
          <span className="is-citizen">
            {t('listening.share.citizen', { percent: share.citizenPercent })}
          </span>
          <span className="is-silence">
            {t('listening.share.silence', {
              percent: share.silencePercent,
              seconds: Math.round(share.longestSilenceMs / 1000),
            })}
          </span>
        </>
      )}
      <span className="grow" />
      <QualityLine quality={quality} />
    </div>
  );
}

/** How a call sounded over its whole length: `音质 平均 MOS 4.2 · 最差 3.1 · 丢包 0.4% · 抖动 6 毫秒 · 往返 24 毫秒`. */
function QualityLine({ quality }: { readonly quality: CallQuality | null }) {
  const t = useText();
  if (quality === null || quality.mos === null) return null;
  const { mos, worstMos, lossPercent, sentLossPercent, jitterMs, rttMs } = quality;
  const parts = [
    t('sound.mean', { mos: mos.toFixed(1) }),
    worstMos === undefined ? '' : t('sound.worst', { mos: worstMos.toFixed(1) }),
    t('sound.lost', { percent: lossPercent.toFixed(1) }),
    sentLossPercent === undefined
      ? ''
      : t('sound.sentLost', { percent: sentLossPercent.toFixed(1) }),
    t('sound.jitter', { ms: Math.round(jitterMs) }),
    rttMs === null ? '' : t('sound.rtt', { ms: Math.round(rttMs) }),
  ];
  return (
    <span className="listening__quality num">
      {t('sound.title')} {parts.filter((part) => part !== '').join(' · ')}
    </span>
  );
}
