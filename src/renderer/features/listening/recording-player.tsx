import { useEffect, useMemo, useState } from 'react';
import { paths } from '../../../shared/contract/http-paths.ts';
import type { RecordingTimeline } from '../../../shared/domain/recording.ts';
import { clockText } from './listening-text.ts';
import { PlayerControls } from './player-controls.tsx';
import { silentSpans, talkShare } from './talk-share.ts';
import { usePlayer } from './use-player.ts';
import { WaveLanes } from './wave-lanes.tsx';

/** Silences shorter than this are part of a conversation and are played. */
const skippedSilenceMs = 2000;

/** Waveform, shares of talk and controls of one recording. */
export function RecordingPlayer({ timeline }: { readonly timeline: RecordingTimeline }) {
  const player = usePlayer(paths.audio(timeline.recordingId));
  const [skipSilence, setSkipSilence] = useState(false);
  const share = useMemo(() => talkShare(timeline), [timeline]);
  const silences = useMemo(() => silentSpans(timeline, skippedSilenceMs), [timeline]);

  useEffect(() => {
    if (!skipSilence || !player.playing) return;
    const span = silences.find(
      (s) => player.positionMs >= s.fromMs && player.positionMs < s.toMs - 300,
    );
    if (span) player.seekTo(span.toMs - 200);
  }, [skipSilence, silences, player]);

  return (
    <div className="listening-player">
      <div className="listening-legend">
        <span className="agent">坐席 {share ? `${share.agentPercent}%` : '—'}</span>
        <span className="citizen">市民 {share ? `${share.citizenPercent}%` : '—'}</span>
        <span className="silence">
          静默{' '}
          {share
            ? `${share.silencePercent}%（最长 ${Math.round(share.longestSilenceMs / 1000)} 秒）`
            : '—'}
        </span>
      </div>
      <WaveLanes timeline={timeline} media={player.media} />
      <div className="listening-scale" aria-hidden>
        {[0, 1, 2, 3, 4, 5, 6].map((step) => (
          <span key={step}>{clockText((timeline.durationMs * step) / 6)}</span>
        ))}
      </div>
      {player.failed && (
        <p className="listening-failed" role="alert">
          这段录音暂时放不出来：本机副本已释放而汇聚端不可达，或文件有缺损。稍后再试；仍不行请联系信息管理员（recording.notFound）。
        </p>
      )}
      <PlayerControls
        player={player}
        durationMs={timeline.durationMs}
        skipSilence={skipSilence}
        onSkipSilence={setSkipSilence}
      />
    </div>
  );
}
