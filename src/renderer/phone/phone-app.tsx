import { PictureInPicture2 } from 'lucide-react';
import type { i18n } from 'i18next';
import { useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { BarOnTop } from './bar-on-top.ts';
import type { PhonePage } from './create-phone-page.ts';
import { HeadsetLink } from './headset-link.tsx';
import { PhoneBar } from './phone-bar.tsx';
import './phone.css';
import type { PhoneTexts } from './phone-texts.ts';

export interface PhoneAppProps {
  readonly page: PhonePage;
  readonly texts: i18n;
  readonly words: PhoneTexts;
  readonly now: () => number;
  /** The bar in a small window over all others; `null` where the page cannot have one, or is such a window already. */
  readonly barOnTop: BarOnTop | null;
}

/** The phone page on screen: the call bar, smaller, or the reason why there is none. */
export function PhoneApp({ page, texts, words, now, barOnTop }: PhoneAppProps) {
  return (
    <I18nextProvider i18n={texts}>
      <PhoneBody page={page} words={words} now={now} barOnTop={barOnTop} />
    </I18nextProvider>
  );
}

function PhoneBody({ page, words, now, barOnTop }: Omit<PhoneAppProps, 'texts'>) {
  useChanges(page);
  const lease = page.lease();
  const snapshot = page.engine.snapshot();
  const time = useTime(now);
  const busy = snapshot.calls.some((call) => call.state !== 'ended');
  if (lease === 'elsewhere' && !busy) {
    return (
      <main className="phone phone--message">
        <p>{words.leaseHeld}</p>
        <button type="button" className="phone__take" onClick={page.takeOver}>
          {words.takeOver}
        </button>
      </main>
    );
  }
  return (
    <main className="phone">
      {lease === 'connecting' && <p className="phone__note">{words.hostAway}</p>}
      {lease === 'stranger' && <p className="phone__note">{words.stranger}</p>}
      {lease === 'openedElsewhere' && <p className="phone__note">{words.openedElsewhere}</p>}
      {lease === 'notAdmitted' && <p className="phone__note">{words.notAdmitted}</p>}
      {lease === 'wrongBuild' && <p className="phone__note">{words.wrongBuild}</p>}
      <PhoneBar snapshot={snapshot} face={page.face(time)} execute={page.engine.execute} />
      <HeadsetLink audio={page.audio} words={words} />
      {barOnTop && (
        <button type="button" className="phone__top" onClick={() => void barOnTop.open()}>
          <PictureInPicture2 size={14} aria-hidden />
          {words.onTop}
        </button>
      )}
    </main>
  );
}

/** Draws anew with each change of the calls, the lease or the face. */
function useChanges(page: PhonePage): void {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const draw = () => setTurn((turn) => turn + 1);
    const stops = [page.engine.subscribe(draw), page.onChange(draw)];
    return () => stops.forEach((stop) => stop());
  }, [page]);
}

function useTime(now: () => number): number {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), 1000);
    return () => clearInterval(timer);
  }, [now]);
  return time;
}
