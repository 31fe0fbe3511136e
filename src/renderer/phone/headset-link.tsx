import { Headset } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { PhoneAudio } from './phone-audio.ts';
import type { PhoneTexts } from './phone-texts.ts';

export interface HeadsetLinkProps {
  readonly audio: Pick<PhoneAudio, 'state' | 'onChange' | 'pairHeadset' | 'canPair'>;
  readonly words: PhoneTexts;
}

/** The one thing about devices that takes a click in this very page: the browser lets no page use a headset's buttons otherwise. */
export function HeadsetLink({ audio, words }: HeadsetLinkProps) {
  const paired = useSyncExternalStore(audio.onChange, () => audio.state().headsetButtons !== null);
  if (!audio.canPair || paired) return null;
  return (
    <button type="button" className="phone__top" onClick={() => void audio.pairHeadset()}>
      <Headset size={14} aria-hidden />
      {words.pairHeadset}
    </button>
  );
}
