import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { AudioSettings } from '../../../shared/domain/phone/audio.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useDeskState, useStores } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { DeviceChoices } from './device-choices.tsx';
import { EchoTest } from './echo-test.tsx';
import { ProcessingSwitches } from './processing-switches.tsx';
import './sound.css';

/** 声音与设备, beside the work: the call bar stays in reach. */
export function SoundPanel() {
  const shown = useStore(useStores().sound, (state) => state.shown);
  return shown ? <OpenPanel /> : null;
}

function OpenPanel() {
  const t = useText();
  const { hide, act } = useStores().sound.getState();
  const failure = useStore(useStores().sound, (state) => state.failure);
  const { audio } = useDeskState((desk) => desk.phone);
  const connected = useDeskState((desk) => desk.phoneConnected);
  const closeButton = useFocusWhileOpen();
  const change = (patch: Partial<AudioSettings>) =>
    void act({ kind: 'setAudio', settings: { ...audio.settings, ...patch } });
  return (
    <section
      className="sound"
      role="dialog"
      aria-labelledby="sound-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') hide();
      }}
    >
      <div className="panel__head">
        <h2 className="panel__title" id="sound-title">
          {t('audio.title')}
        </h2>
        <button
          ref={closeButton}
          type="button"
          className="sound__close"
          aria-label={t('audio.close')}
          onClick={hide}
        >
          <X size={17} aria-hidden />
        </button>
      </div>
      <div className="sound__body">
        {!connected && <p className="sound__warning">{t('audio.away')}</p>}
        {connected && audio.standIn && <p className="sound__warning">{t('audio.standIn')}</p>}
        {failure && (
          <p className="sound__warning sound__warning--bad" role="alert">
            {t('audio.failed', { title: errorCatalogue[failure].title })}
            <small>{errorCatalogue[failure].action}</small>
          </p>
        )}
        <fieldset className="sound__fields" disabled={!connected}>
          <DeviceChoices audio={audio} change={change} />
          <ProcessingSwitches settings={audio.settings} change={change} />
          <EchoTest />
          <section className="sound__part">
            <h3>{t('audio.buttons')}</h3>
            <p className="sound__note">
              {audio.headsetButtons === null
                ? t('audio.buttonsOff')
                : t('audio.buttonsOn', { name: audio.headsetButtons })}
            </p>
          </section>
        </fieldset>
      </div>
    </section>
  );
}

/** The focus comes in when a person opens the panel, and goes back where it was. */
function useFocusWhileOpen() {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    button.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return button;
}
