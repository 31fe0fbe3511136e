import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/assert.ts';
import { createSipPhone } from '../../telephony/sip/sip-phone.ts';
import { openBrowserSocket } from '../../telephony/sip/line/browser-socket.ts';
import { createCallMixer } from '../../telephony/webrtc/media/call-mixer.ts';
import { prepareDtlsCertificate } from '../../telephony/webrtc/media/dtls-certificate.ts';
import { createWebRtcMedia } from '../../telephony/webrtc/media/media-handler.ts';
import { createMicrophone } from '../../telephony/webrtc/devices/microphone.ts';
import { createRemotePlayer } from '../../telephony/webrtc/media/play-remote.ts';
import { createCallRecorderFactory } from '../../telephony/webrtc/recorder/create-call-recorder-factory.ts';
import { inBackground } from '../../telephony/core/in-background.ts';
import { createSeatProbes } from '../../telephony/webrtc/devices/seat-probes.ts';
import { createSilentContext } from '../../telephony/webrtc/silent-context.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import { connectPageLink } from '../host/page-link.ts';
import { createTexts } from '../i18n/create-texts.ts';
import '../ui/base.css';
import '../ui/tokens.css';
import { createBarOnTop } from './bar-on-top.ts';
import { contactUserOf } from './contact-user.ts';
import { createPhonePage } from './create-phone-page.ts';
import { createNotifier, showBrowserNotification } from './notifier.ts';
import { openPhoneAudio } from './open-phone-audio.ts';
import { createPageLogger } from './page-logger.ts';
import { rehearseCall } from './rehearse-call.ts';
import { PhoneApp } from './phone-app.tsx';
import { phoneTexts } from './phone-texts.ts';
import { listenToBrowser, watchForWake } from './wake-watch.ts';

const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
const setTimer: SetTimer = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};
const newId = () => crypto.randomUUID();
const logger = createPageLogger(clock.now, { page: 'phone' });

const link = connectPageLink('phone');
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
const certificate = prepareDtlsCertificate(() => {
  const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };
  return RTCPeerConnection.generateCertificate(algorithm);
}, clock.now);
const media = createWebRtcMedia(microphone, {
  createConnection: (config) =>
    new RTCPeerConnection({ ...config, certificates: certificate.ready() }),
  setTimer,
  play: player.play,
  newMix: createCallMixer(createSilentContext),
});
const phone = createSipPhone({
  media,
  openSocket: openBrowserSocket,
  clock,
  setTimer,
  random: Math.random,
  newCallId: newId,
  logger,
  contactUser: contactUserOf(localStorage, newId),
  diagnose: async (serverUrl) => (await link.client.diagnose({ serverUrl })).code,
});
const notifier = createNotifier({
  show: showBrowserNotification,
  title: phoneTexts.notifyTitle,
  body: phoneTexts.notifyBody,
});
/** Silent until the host says that notifications are the page's. */
let notify = (_calls: Parameters<typeof notifier.update>[0]) => {};
const recorder = createCallRecorderFactory({ hostOrigin: location.origin });
const noteHost = () => recorder.setHostKnown(link.state() === 'connected');
link.onState(noteHost);
noteHost();
const stopRehearsing = link.onState((state) => {
  if (state !== 'connected') return;
  stopRehearsing();
  inBackground(rehearseCall(newId(), link.client.rehearse), logger, 'phone.notRehearsed');
});
const page = createPhonePage({
  link,
  buildId: import.meta.env['VITE_BUILD_ID'] ?? 'development',
  phone,
  media,
  microphone,
  recorder,
  probes: createSeatProbes({ createContext: createSilentContext, setTimer }),
  audio,
  notify: (calls) => notify(calls),
  clock,
  setTimer,
  newId,
  random: Math.random,
  logger,
});

void link.client.info().then(async ({ notifications }) => {
  if (notifications !== 'page' || !('Notification' in globalThis)) return;
  notify = notifier.update;
  await Notification.requestPermission();
});
watchForWake({
  clock,
  setTimer,
  listen: (onSign) => listenToBrowser(window, onSign),
  onWake: page.wake,
});
window.addEventListener('beforeunload', (event) => {
  if (page.isBusy()) event.preventDefault();
});
window.addEventListener('pagehide', () => void phone.stop());

document.documentElement.dataset['theme'] = 'night';
const root = document.getElementById('root');
assert(root !== null, 'the page has its root');
// Electron's softphone is such a window already.
const barOnTop = 'hotlineBridge' in window ? null : createBarOnTop(window, root);
void createTexts().then((texts) =>
  createRoot(root).render(
    <PhoneApp page={page} texts={texts} words={phoneTexts} now={clock.now} barOnTop={barOnTop} />,
  ),
);
