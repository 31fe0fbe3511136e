import { Pause, Play } from 'lucide-react';
import { useText } from '../../parts/use-text.ts';
import { Segments } from '../../ui/segments.tsx';
import type { Player } from '../../parts/use-player.ts';
import { duration } from '../../ui/format.ts';

interface PlayerControlsProps {
  readonly player: Player;
  readonly durationMs: number;
  readonly skipSilence: boolean;
  readonly onSkipSilence: (skip: boolean) => void;
}

const sides = ['both', 'agent', 'citizen'] as const;
const rates = [
  { value: 1, label: '1×' },
  { value: 1.5, label: '1.5×' },
  { value: 2, label: '2×' },
] as const;

/** Play, speed, which side, silence. */
export function PlayerControls(props: PlayerControlsProps) {
  const { player, durationMs, skipSilence, onSkipSilence } = props;
  const t = useText();
  const Icon = player.playing ? Pause : Play;
  return (
    <div className="listening__controls num">
      <button
        type="button"
        className="listening__play"
        aria-label={t(player.playing ? 'listening.pause' : 'listening.play')}
        aria-disabled={player.blocked}
        aria-description={player.blocked ? t('playback.inCall') : undefined}
        title={player.blocked ? t('playback.inCall') : undefined}
        onClick={player.toggle}
      >
        <Icon size={18} aria-hidden />
      </button>
      <span className="listening__position">
        <b>{duration(player.positionMs)}</b> / {duration(durationMs)}
      </span>
      <Segments
        label={t('listening.speed')}
        value={player.rate}
        options={rates}
        onChange={player.setRate}
      />
      <Segments
        label={t('listening.side')}
        value={player.listening}
        options={sides.map((side) => ({ value: side, label: t(`listening.sides.${side}`) }))}
        onChange={player.listenTo}
      />
      <label className="listening__skip">
        <input
          type="checkbox"
          checked={skipSilence}
          onChange={(event) => onSkipSilence(event.target.checked)}
        />
        {t('listening.skipSilence')}
      </label>
      <span className="grow" />
      <span className="listening__keys" aria-hidden>
        {['Space', '←', '→', '↑', '↓'].map((key) => (
          <kbd key={key} className="kbd">
            {key}
          </kbd>
        ))}
      </span>
    </div>
  );
}
