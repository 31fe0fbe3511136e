import { AppError } from '../../src/shared/app-error.ts';
import type {
  MediaDirection,
  MediaPort,
  MediaSession,
} from '../../src/telephony/core/media-port.ts';

/** What the fake media of one call has been told, for tests to look at. */
export interface FakeMediaSession extends MediaSession {
  microphoneOpen: boolean;
  closed: boolean;
  digits: string;
  offers: { direction: MediaDirection; iceRestart: boolean }[];
  answered: number;
  startedOver: number;
  /** Says whether the path came up; until then it is not known. */
  settleTransport: (isConnected: boolean) => void;
}

/** Media without sound: SDP texts with the right directions, and a record of what was asked. */
export function createFakeMedia(): MediaPort & {
  readonly sessions: Map<string, FakeMediaSession>;
} {
  const sessions = new Map<string, FakeMediaSession>();
  return {
    sessions,
    refusalOf: () => null,
    join: () => () => undefined,
    open(callId) {
      const session = createFakeMediaSession();
      sessions.set(callId, session);
      return session;
    },
  };
}

function createFakeMediaSession(): FakeMediaSession {
  const transport = Promise.withResolvers<boolean>();
  const session: FakeMediaSession = {
    microphoneOpen: false,
    closed: false,
    digits: '',
    offers: [],
    answered: 0,
    startedOver: 0,
    settleTransport: transport.resolve,
    whenConnected: () => transport.promise,
    createOffer: async (options) => {
      session.offers.push(options);
      return fakeSdp(options.direction);
    },
    acceptAnswer: async (sdp) => {
      if (/^m=audio 0 /m.test(sdp)) throw new AppError('media.noAudioLine');
    },
    answerOffer: async (sdp, direction) => {
      session.answered += 1;
      return fakeSdp(sdp.includes('a=sendonly') ? 'recvonly' : direction);
    },
    rollback: async () => {},
    startOver: () => {
      session.startedOver += 1;
    },
    setMicrophoneOpen: (open) => {
      session.microphoneOpen = open;
    },
    sendDtmf: (digits) => {
      session.digits += digits;
      return true;
    },
    close: () => {
      session.closed = true;
    },
  };
  return session;
}

/** A minimal audio description. */
export function fakeSdp(direction: MediaDirection): string {
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    'm=audio 4000 RTP/AVP 0',
    `a=${direction}`,
    '',
  ].join('\r\n');
}
