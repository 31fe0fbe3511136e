import { Web } from 'sip.js';
import { peerAccount, peerButton, peerLoudspeaker } from './peer-page.ts';

/** A page that does with SIP.js's own `SimpleUser` what its documentation shows. */
const { server, domain, extension, secret } = peerAccount();
const user = new Web.SimpleUser(server, {
  aor: `sip:${extension}@${domain}`,
  media: { constraints: { audio: true, video: false }, remote: { audio: peerLoudspeaker() } },
  userAgentOptions: {
    authorizationUsername: extension,
    authorizationPassword: secret,
    logLevel: 'error',
    // Its default asks a foreign STUN server, which a closed network never answers: an unfair comparison.
    sessionDescriptionHandlerFactoryOptions: { peerConnectionConfiguration: { iceServers: [] } },
  },
});
user.delegate = {
  onCallReceived: () => {
    performance.mark('ringing');
  },
  onCallAnswered: () => {
    performance.mark('answered');
  },
  onCallHangup: () => {
    performance.mark('ended');
  },
  onRegistered: () => {
    performance.mark('registered');
  },
  // SimpleUser connects again by itself and leaves registering again to the page.
  onServerConnect: () => run(user.register()),
};
peerButton('answer', () => run(user.answer()));
peerButton('leave', () => {
  user.delegate = {};
  run(
    user
      .unregister()
      .then(() => user.disconnect())
      .then(() => void performance.mark('left')),
  );
});
await user.connect();

function run(act: Promise<unknown>): void {
  act.catch((error: unknown) => {
    document.title = String(error);
  });
}
