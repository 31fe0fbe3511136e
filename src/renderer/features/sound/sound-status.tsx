import { useDeskState, useStores } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';

/** What the seat hears and speaks with, in a word; opens 声音与设备. */
export function SoundStatus() {
  const t = useText();
  const { sound } = useStores();
  const audio = useDeskState((desk) => desk.phone.audio);
  const { kind } = useDeskState((desk) => desk.phone.microphone);
  const [text, tone] =
    kind === 'failed'
      ? ([t('audio.statusNone'), 'bad'] as const)
      : audio.standIn
        ? ([t('audio.statusStandIn'), 'warn'] as const)
        : ([t('audio.statusFine'), kind === 'ready' ? 'good' : 'plain'] as const);
  return (
    <button
      type="button"
      className="status__item"
      onClick={() => {
        const { shown, show, hide } = sound.getState();
        (shown ? hide : show)();
      }}
    >
      {t('audio.status')} <b className={`status__value status__value--${tone}`}>{text}</b>
    </button>
  );
}
