import * as JsSIP from 'jssip';
import type { PeerConnectionEvent } from 'jssip/lib/RTCSession';
import type { RTCSessionEvent } from 'jssip/lib/UA';
import { peerAccount, peerButton, peerLoudspeaker } from './peer-page.ts';
import { transferTarget } from './transfer-target.ts';

/** A page that does with JsSIP what its documentation shows. */
const { server, domain, extension, secret } = peerAccount();
const audio = peerLoudspeaker();
const user = new JsSIP.UA({
  sockets: [new JsSIP.WebSocketInterface(server)],
  uri: `sip:${extension}@${domain}`,
  password: secret,
});
let answer = () => {};
let transfer = () => {};
user.on('newRTCSession', ({ session }: RTCSessionEvent) => {
  performance.mark('ringing');
  answer = () =>
    session.answer({
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: [] },
    });
  transfer = () =>
    session.refer(`sip:${transferTarget}@${domain}`, {
      eventHandlers: { accepted: () => session.terminate() },
    });
  session.on('peerconnection', ({ peerconnection }: PeerConnectionEvent) => {
    peerconnection.addEventListener('track', ({ streams }) => {
      audio.srcObject = streams[0] ?? null;
    });
  });
  session.on('accepted', () => performance.mark('answered'));
  session.on('ended', () => performance.mark('ended'));
  session.on('failed', () => performance.mark('ended'));
});
user.on('registered', () => performance.mark('registered'));
user.on('unregistered', () => performance.mark('left'));
peerButton('answer', () => answer());
peerButton('transfer', () => transfer());
peerButton('leave', () => user.stop());
user.start();
