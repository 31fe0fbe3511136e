import { Web } from 'sip.js';

/** The peer of `bench -- answer`: a page that does with SIP.js's own `SimpleUser` what its documentation shows. */
const query = new URL(location.href).searchParams;
const audio = document.createElement('audio');
audio.autoplay = true;
document.body.append(audio);
const button = document.createElement('button');
button.textContent = 'answer';
document.body.append(button);
const extension = query.get('extension') ?? '';
const user = new Web.SimpleUser(query.get('server') ?? '', {
  aor: `sip:${extension}@${query.get('domain') ?? ''}`,
  media: { constraints: { audio: true, video: false }, remote: { audio } },
  userAgentOptions: {
    authorizationUsername: extension,
    authorizationPassword: query.get('secret') ?? '',
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
};
button.addEventListener('click', () => {
  user.answer().catch((error: unknown) => {
    document.title = String(error);
  });
});
await user.connect();
await user.register();
performance.mark('registered');
