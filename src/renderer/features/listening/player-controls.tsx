import { Checkbox, Segmented } from 'antd';
import { Pause, Play } from 'lucide-react';
import type { Listening } from './channel-mixer.ts';
import { clockText } from './listening-text.ts';
import type { Player } from './use-player.ts';

interface PlayerControlsProps {
  readonly player: Player;
  readonly durationMs: number;
  readonly skipSilence: boolean;
  readonly onSkipSilence: (skip: boolean) => void;
}

const sides: readonly { readonly value: Listening; readonly label: string }[] = [
  { value: 'both', label: '双声道' },
  { value: 'agent', label: '坐席' },
  { value: 'citizen', label: '市民' },
];

const rates = [
  { value: 1, label: '1×' },
  { value: 1.5, label: '1.5×' },
  { value: 2, label: '2×' },
];

/** Play, speed, which side, silence. Space plays and pauses while the page has the focus. */
export function PlayerControls({
  player,
  durationMs,
  skipSilence,
  onSkipSilence,
}: PlayerControlsProps) {
  return (
    <div className="listening-controls">
      <button
        type="button"
        className="listening-play"
        onClick={player.toggle}
        aria-label={player.playing ? '暂停' : '播放'}
      >
        {player.playing ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
      </button>
      <span className="listening-position">
        <b>{clockText(player.positionMs)}</b> / {clockText(durationMs)}
      </span>
      <Segmented
        aria-label="速度"
        options={rates}
        value={player.rate}
        onChange={(value) => player.setRate(Number(value))}
      />
      <Segmented
        aria-label="收听声道"
        options={[...sides]}
        value={player.listening}
        onChange={player.listenTo}
      />
      <Checkbox checked={skipSilence} onChange={(event) => onSkipSilence(event.target.checked)}>
        跳过静默
      </Checkbox>
    </div>
  );
}
