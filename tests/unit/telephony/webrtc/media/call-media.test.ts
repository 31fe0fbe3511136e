import { expect, test } from 'vitest';
import { createCallMedia } from '../../../../../src/telephony/webrtc/media/call-media.ts';

function aCall() {
  const made: RTCConfiguration[] = [];
  const media = createCallMedia(null, [], {
    createConnection: (config) => {
      made.push(config);
      throw new DOMException('no more connections', 'UnknownError');
    },
    setTimer: () => () => {},
    play: () => () => {},
  });
  return { media, made };
}

const offer = 'v=0\r\n';

test('nothing is opened for a call that only rings', () => {
  const { media, made } = aCall();
  media.setMicrophoneOpen(true);
  media.useMicrophone(null);
  media.sendMix(null);
  media.startOver();
  expect(media.sendDtmf('1')).toBe(false);
  expect(media.tracks()).toEqual({ microphone: null, remote: null });
  media.close();
  expect(made).toEqual([]);
});

test('its first offer or answer opens it, and what the browser says against it is told as any failure of media is', async () => {
  const { media, made } = aCall();
  const refused = { code: 'media.negotiationFailed', cause: { message: 'no more connections' } };
  await expect(media.answerOffer(offer, 'sendrecv')).rejects.toMatchObject(refused);
  await expect(
    media.createOffer({ iceRestart: false, direction: 'sendrecv' }),
  ).rejects.toMatchObject(refused);
  expect(made).toEqual([{ iceServers: [] }, { iceServers: [] }]);
});

test('an offer that never came about is taken back without a connection', async () => {
  const { media, made } = aCall();
  await media.rollback();
  media.close();
  await media.rollback();
  expect(made).toEqual([]);
});

test('a call that was over before gets no connection any more: nobody would close it', async () => {
  const { media, made } = aCall();
  media.close();
  const late = [
    media.answerOffer(offer, 'sendrecv'),
    media.createOffer({ iceRestart: false, direction: 'sendrecv' }),
    media.whenConnected(),
    media.stats(),
  ];
  for (const one of late)
    await expect(one).rejects.toMatchObject({ code: 'media.negotiationFailed' });
  expect(made).toEqual([]);
});
