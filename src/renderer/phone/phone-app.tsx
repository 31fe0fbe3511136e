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
  const time = useFaceTime(page, now);
  const lease = page.lease();
  const snapshot = page.engine.snapshot();
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
      <PhoneBar
        snapshot={snapshot}
        face={page.face(time)}
        time={() => page.face(now()).time}
        execute={page.engine.execute}
      />
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

/** What comes together is drawn once, and when it rings the desk page's pop has the processor first. */
const drawAfterMs = 40;

/** A moment at which the face is as it is now; another one with each change of the calls, the lease or the face. */
function useFaceTime(page: PhonePage, now: () => number): number {
  const [shown, setShown] = useState(() => ({ at: now() }));
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null;
    const draw = () => {
      waiting ??= setTimeout(() => {
        waiting = null;
        setShown({ at: now() });
      }, drawAfterMs);
    };
    const look = () => {
      const at = now();
      setShown((before) => (lookOf(page, before.at) === lookOf(page, at) ? before : { at }));
    };
    const timer = setInterval(look, 1000);
    const stops = [page.engine.subscribe(draw), page.onChange(draw)];
    return () => {
      stops.forEach((stop) => stop());
      clearInterval(timer);
      if (waiting !== null) clearTimeout(waiting);
    };
  }, [page, now]);
  return shown.at;
}

/** The face without its running time, which the pill draws by itself. */
function lookOf(page: PhonePage, at: number): string {
  const face = page.face(at);
  return JSON.stringify({ ...face, time: face.time?.way });
}
