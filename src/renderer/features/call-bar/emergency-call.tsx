import type { DeskState } from '../../../shared/domain/desk/desk-state.ts';
import { useTimed } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { keys } from '../../parts/keys.ts';
import { useEscape, useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { emergencyStore } from './emergency-store.ts';
import { partyName } from './party-name.ts';

/** The key of danger and its three seconds, in which it can be taken back. */
export function EmergencyCall({ desk }: { readonly desk: DeskState }) {
  const t = useText();
  const { stage, press, cancel } = useFeatureState(emergencyStore);
  const seconds = useTimed((now) =>
    stage?.kind === 'counting'
      ? Math.min(3, Math.max(0, Math.ceil((stage.dialAt - now) / 1000)))
      : 0,
  );
  useKeys({ emergency: press });
  useEscape(stage && stage.kind !== 'calling' ? cancel : null);
  if (!stage) return null;
  const who = partyName(desk, stage.who.number);
  if (stage.kind === 'calling')
    return (
      <p className="emergency" role="alert">
        {t('emergency.calling', { who })}
      </p>
    );
  if (stage.kind === 'dropped')
    return (
      <div className="emergency" role="alert">
        <span>{t('emergency.dropped', { who })}</span>
        <TakenBack word={t('emergency.seen')} onPress={cancel} />
      </div>
    );
  return (
    <div className="emergency" role="alert">
      <span>{t('emergency.counting', { seconds, who })}</span>
      <TakenBack word={t('emergency.cancel')} onPress={cancel} />
      <button type="button" className="lastend__step" onClick={press}>
        {t('emergency.now')}{' '}
        <kbd aria-hidden className="line__key">
          {keys.emergency}
        </kbd>
      </button>
    </div>
  );
}

function TakenBack({ word, onPress }: { readonly word: string; onPress(): void }) {
  return (
    <button type="button" className="lastend__step" onClick={onPress}>
      {word}{' '}
      <kbd aria-hidden className="line__key">
        Esc
      </kbd>
    </button>
  );
}
