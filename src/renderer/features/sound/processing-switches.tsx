import type { AudioSettings } from '../../../shared/domain/phone/audio.ts';
import { useText } from '../../parts/use-text.ts';

const switches = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;

export interface ProcessingSwitchesProps {
  readonly settings: AudioSettings;
  readonly change: (patch: Partial<AudioSettings>) => void;
}

/** What the browser may do to the microphone's sound. */
export function ProcessingSwitches({ settings, change }: ProcessingSwitchesProps) {
  const t = useText();
  return (
    <section className="sound__part" aria-label={t('audio.processing')}>
      <h3>{t('audio.processing')}</h3>
      <div className="sound__switches">
        {switches.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              role="switch"
              checked={settings[name]}
              onChange={(event) => change({ [name]: event.target.checked })}
            />
            {t(`audio.${name}`)}
          </label>
        ))}
      </div>
      <p className="sound__note">{t('audio.autoGainHint')}</p>
    </section>
  );
}
