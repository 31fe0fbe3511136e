import { useId, useState } from 'react';
import { useText } from '../../parts/use-text.ts';

/** Lower than this a ring could be missed. Percent. */
const lowest = 10;

export interface VolumeSliderProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** Follows the hand at once and tells the phone when it is let go. */
export function VolumeSlider({ value, onChange }: VolumeSliderProps) {
  const t = useText();
  const id = useId();
  /** While the hand is on it. */
  const [held, setHeld] = useState<number | null>(null);
  const shown = held ?? value;
  const tell = () => {
    if (held !== null && held !== value) onChange(held);
    setHeld(null);
  };
  return (
    <div className="sound__row">
      <label htmlFor={id}>{t('audio.volume')}</label>
      <span className="sound__slider">
        <input
          id={id}
          type="range"
          min={lowest}
          max={100}
          step={5}
          value={shown}
          onChange={(event) => setHeld(event.target.valueAsNumber)}
          onPointerUp={tell}
          onKeyUp={tell}
          onBlur={tell}
        />
        <span className="num">{shown}%</span>
      </span>
    </div>
  );
}
