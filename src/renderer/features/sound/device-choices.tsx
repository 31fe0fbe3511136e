import { Volume2 } from 'lucide-react';
import { useStore } from 'zustand';
import type { AudioDevice, AudioSettings, AudioState } from '../../../shared/domain/phone/audio.ts';
import { useStores } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { DeviceSelect } from './device-select.tsx';
import { MicrophoneMeter } from './microphone-meter.tsx';
import { VolumeSlider } from './volume-slider.tsx';

export interface DeviceChoicesProps {
  readonly audio: AudioState;
  readonly change: (patch: Partial<AudioSettings>) => void;
}

/** Microphone, headset and two ringers, each chosen for itself, each with what is really in use. */
export function DeviceChoices({ audio, change }: DeviceChoicesProps) {
  const t = useText();
  const { settings, inUse } = audio;
  return (
    <>
      <section className="sound__part">
        <DeviceSelect
          label={t('audio.microphone')}
          none={t('audio.systemDefault')}
          value={settings.microphoneId}
          devices={audio.microphones}
          onChange={(microphoneId) => change({ microphoneId })}
        />
        <InUse names={inUse.microphone === null ? [] : [inUse.microphone]} />
        <MicrophoneMeter />
      </section>
      <section className="sound__part">
        <DeviceSelect
          label={t('audio.headset')}
          none={t('audio.systemDefault')}
          value={settings.headsetId}
          devices={audio.outputs}
          onChange={(headsetId) => change({ headsetId })}
        />
        <InUse names={inUse.headset === null ? [] : [inUse.headset]} />
      </section>
      <Ringers audio={audio} change={change} />
    </>
  );
}

function Ringers({ audio, change }: DeviceChoicesProps) {
  const t = useText();
  const [first = null, second = null] = audio.settings.ringerIds;
  const choose = (one: string | null, two: string | null) =>
    change({ ringerIds: [...new Set([one, two].filter((id) => id !== null))] });
  return (
    <section className="sound__part">
      <DeviceSelect
        label={t('audio.ringer')}
        none={t('audio.sameAsHeadset')}
        value={first}
        devices={audio.outputs}
        onChange={(id) => choose(id, id === null ? null : second)}
      />
      {first !== null && (
        <DeviceSelect
          label={t('audio.secondRinger')}
          none={t('audio.noSecond')}
          value={second}
          devices={audio.outputs.filter(({ deviceId }) => deviceId !== first)}
          onChange={(id) => choose(first, id)}
        />
      )}
      <InUse names={audio.inUse.ringers} />
      <VolumeSlider
        value={audio.settings.ringerVolume}
        onChange={(ringerVolume) => change({ ringerVolume })}
      />
      <TryRinger outputs={audio.outputs} />
    </section>
  );
}

function TryRinger({ outputs }: { readonly outputs: readonly AudioDevice[] }) {
  const t = useText();
  const { sound } = useStores();
  const ringing = useStore(sound, (state) => state.ringing);
  return (
    <p className="sound__act">
      <button
        type="button"
        className="button button--small"
        disabled={ringing || outputs.length === 0}
        onClick={() => void sound.getState().tryRinger()}
      >
        <Volume2 size={15} aria-hidden />
        {t(ringing ? 'audio.trying' : 'audio.tryRinger')}
      </button>
      <span className="sound__note">{t('audio.tryHint')}</span>
    </p>
  );
}

function InUse({ names }: { readonly names: readonly string[] }) {
  const t = useText();
  const text =
    names.length === 0
      ? t('audio.inUseNone')
      : t('audio.inUse', { name: names.map((name) => name || t('audio.unnamed')).join(' + ') });
  return (
    <p className={names.length === 0 ? 'sound__note sound__note--bad' : 'sound__note'}>{text}</p>
  );
}
