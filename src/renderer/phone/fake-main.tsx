import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/assert.ts';
import { inBackground } from '../../telephony/core/in-background.ts';
import { createSeatProbes } from '../../telephony/webrtc/devices/seat-probes.ts';
import { createSilentContext } from '../../telephony/webrtc/silent-context.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import { createFakePhone } from '../../telephony/fake/fake-phone.ts';
import { createCallMixer } from '../../telephony/webrtc/media/call-mixer.ts';
import { createWebRtcMedia } from '../../telephony/webrtc/media/media-handler.ts';
import { createMicrophone } from '../../telephony/webrtc/devices/microphone.ts';
import { createRemotePlayer } from '../../telephony/webrtc/media/play-remote.ts';
import { createCallRecorderFactory } from '../../telephony/webrtc/recorder/create-call-recorder-factory.ts';
import { connectPageLink } from '../host/page-link.ts';
import { createTexts } from '../i18n/create-texts.ts';
import '../ui/base.css';
import '../ui/tokens.css';
import { createPhonePage } from './create-phone-page.ts';
import { FakePanel } from './fake-panel.tsx';
import { openPhoneAudio } from './open-phone-audio.ts';
import { createPageLogger } from './page-logger.ts';
import { PhoneApp } from './phone-app.tsx';
import { phoneTexts } from './phone-texts.ts';

/**
 * The phone page of `npm run dev:fake`: a scripted phone and its panel in place of SIP; all else is real, the recorder
 * too, which writes silence. Only `tools/dev` builds it.
 */
const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
const setTimer: SetTimer = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};
const newId = () => crypto.randomUUID();
const logger = createPageLogger(clock.now, { page: 'fake-phone' });
const microphone = createMicrophone(navigator.mediaDevices);
const player = createRemotePlayer();
const audio = openPhoneAudio({
  browser: window,
  microphone,
  player,
  setTimer,
  nowMs: clock.monotonicMs,
  execute: (command) => inBackground(page.engine.execute(command), logger, 'headset.refused'),
});
const { phone, script } = createFakePhone({
  clock,
  newCallId: newId,
  // The last digit of the number chooses what dialling and transferring to it leads to.
  outcomeOf: (number) =>
    number.endsWith('7')
      ? 'rings'
      : number.endsWith('8')
        ? 'busy'
        : number.endsWith('9')
          ? 'unknown'
          : 'answers',
});
const link = connectPageLink('phone');
const recorder = createCallRecorderFactory({ hostOrigin: location.origin });
const noteHost = () => recorder.setHostKnown(link.state() === 'connected');
link.onState(noteHost);
noteHost();
const page = createPhonePage({
  link,
  buildId: 'development',
  phone,
  media: createWebRtcMedia(microphone, {
    createConnection: (config) => new RTCPeerConnection(config),
    setTimer,
    play: player.play,
    newMix: createCallMixer(createSilentContext),
  }),
  microphone,
  recorder,
  probes: createSeatProbes({ createContext: createSilentContext, setTimer }),
  audio,
  notify: () => {},
  clock,
  setTimer,
  newId,
  random: Math.random,
  logger,
});

document.documentElement.dataset['theme'] = 'night';
const root = document.getElementById('root');
assert(root !== null, 'the page has its root');
void createTexts().then((texts) =>
  createRoot(root).render(
    <>
      <PhoneApp page={page} texts={texts} words={phoneTexts} now={clock.now} barOnTop={null} />
      <FakePanel script={script} now={clock.now} />
    </>,
  ),
);
