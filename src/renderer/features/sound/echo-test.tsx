import { useStore } from 'zustand';
import { useDeskState, useStores } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';

/** A call to the PBX that sends back what it hears. */
export function EchoTest() {
  const t = useText();
  const { sound } = useStores();
  const echoCallId = useStore(sound, (state) => state.echoCallId);
  const number = useDeskState((desk) => desk.calling?.echoNumber ?? null);
  const calls = useDeskState((desk) => desk.phone.calls);
  const running = calls.filter((call) => call.state !== 'ended');
  const own = running.find((call) => call.callId === echoCallId);
  if (own) {
    return (
      <Frame note={t('audio.echoRuns')}>
        <button
          type="button"
          className="button button--small"
          onClick={() => void sound.getState().act({ kind: 'hangUp', callId: own.callId })}
        >
          {t('audio.echoStop')}
        </button>
      </Frame>
    );
  }
  const why = number === null ? 'echoNone' : running.length > 0 ? 'echoBusy' : null;
  return (
    <Frame note={t(`audio.${why ?? 'echoHint'}`)}>
      <button
        type="button"
        className="button button--small"
        disabled={why !== null}
        onClick={() => number !== null && void sound.getState().startEcho(number)}
      >
        {t('audio.echoStart')}
      </button>
    </Frame>
  );
}

function Frame({ note, children }: { readonly note: string; readonly children: React.ReactNode }) {
  const t = useText();
  return (
    <section className="sound__part">
      <h3>{t('audio.echoTest')}</h3>
      <p className="sound__act">
        {children}
        <span className="sound__note" role="status">
          {note}
        </span>
      </p>
    </section>
  );
}
