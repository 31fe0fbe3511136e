import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';

/** Less than the ten seconds for which the phone page measures on. */
const askAgainMs = 5000;

/** Loudness of the microphone while the panel is open; in a call it is the recorder's. */
export function MicrophoneMeter() {
  const t = useText();
  const { sound, levels } = useStores();
  const level = useStore(levels, (state) => Math.round(state.levels?.agent ?? 0));
  useEffect(() => {
    const ask = () => void sound.getState().watch();
    ask();
    const timer = setInterval(ask, askAgainMs);
    return () => clearInterval(timer);
  }, [sound]);
  return (
    <div className="sound__row">
      <span>{t('audio.level')}</span>
      <span>
        <span
          className="sound__meter"
          role="meter"
          aria-label={t('audio.level')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={level}
        >
          <i style={{ width: `${level}%` }} />
        </span>
        <span className="sound__note">{t('audio.levelHint')}</span>
      </span>
    </div>
  );
}
