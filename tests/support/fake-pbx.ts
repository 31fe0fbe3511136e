import { createHash } from 'node:crypto';
import {
  type Core,
  EmitterImpl,
  type Invitation,
  Inviter,
  type InviterOptions,
  type SessionDescriptionHandler,
  type Transport,
  TransportState,
  URI,
  UserAgent,
} from 'sip.js';
import { fakeSdp } from './fake-media.ts';
import type { MemoryWire } from './memory-wire.ts';
import type { MediaDirection } from '../../src/telephony/core/media-port.ts';

const realm = 'pbx.example';
/** A sip.js user agent answers only for its own address; a PBX answers for every number of its domain. */
const anyTarget = /^([A-Z]+) sip:[^ ]*pbx\.example[^ ]* SIP\/2\.0/;
const nonce = 'b7c9036dbf357f7683f054aea940e9703dc8f84c1108';

/** How the PBX of a test treats a REGISTER that carries credentials. */
export interface RegistrarPolicy {
  secret: string;
  /** The first right digest is refused once more: its nonce is stale (RFC 7616 §3.3). */
  staleOnce: boolean;
  /** Answer with this instead of checking the digest; `null` = check it. */
  status: number | null;
  expiresSeconds: number;
  /** Contacts of other desks that are bound to the same extension. */
  otherContacts: string[];
  /** REGISTERs that were accepted, and unregistrations. */
  accepted: number;
  unregistered: number;
}

/** The far end of the wire: a sip.js user agent that registers the desk, calls it and takes its calls. */
export interface FakePbx {
  readonly policy: RegistrarPolicy;
  readonly userAgent: UserAgent;
  /** Calls from the desk, newest last. */
  readonly invitations: Invitation[];
  /** SDP direction that the PBX puts into its descriptions. */
  direction: MediaDirection;
  onInvitation: (invitation: Invitation) => void;
  /** Places a call to the desk; the session is the caller's. */
  call(options?: { number?: string; headers?: string[]; withoutSdp?: boolean }): Promise<Inviter>;
  stop(): Promise<void>;
}

export async function createFakePbx(
  wire: MemoryWire,
  extension = '1003',
  secret = 'right',
): Promise<FakePbx> {
  const policy: RegistrarPolicy = {
    secret,
    staleOnce: false,
    status: null,
    expiresSeconds: 300,
    otherContacts: [],
    accepted: 0,
    unregistered: 0,
  };
  let contact = `sip:${extension}@desk.invalid`;
  const invitations: Invitation[] = [];
  const userAgent = new UserAgent({
    uri: new URI('sip', 'pbx', realm),
    transportConstructor: createWireTransport(wire),
    logBuiltinEnabled: false,
    gracefulShutdown: false,
    sessionDescriptionHandlerFactory: () => createFakeHandler(() => pbx.direction),
    delegate: {
      onInvite: (invitation) => {
        invitations.push(invitation);
        pbx.onInvitation(invitation);
      },
      onRegisterRequest: (request) => {
        contact = answerRegister(request, policy) ?? contact;
      },
    },
  });
  const pbx: FakePbx = {
    policy,
    userAgent,
    invitations,
    direction: 'sendrecv',
    onInvitation: () => {},
    async call({ number = '19900000123', headers = [], withoutSdp = false } = {}) {
      const target = UserAgent.makeURI(contact);
      if (!target) throw new Error(`no contact: ${contact}`);
      const options: InviterOptions = {
        inviteWithoutSdp: withoutSdp,
        extraHeaders: headers,
        params: {
          fromUri: number === '' ? 'sip:anonymous@anonymous.invalid' : `sip:${number}@${realm}`,
        },
      };
      const inviter = new Inviter(userAgent, target, options);
      await inviter.invite();
      return inviter;
    },
    stop: () => userAgent.stop(),
  };
  await userAgent.start();
  return pbx;
}

/** Answers by the policy; returns the contact that is now bound. */
function answerRegister(
  request: Core.IncomingRegisterRequest,
  policy: RegistrarPolicy,
): string | null {
  const authorization = request.message.getHeader('authorization');
  if (authorization === undefined) {
    request.reject({
      statusCode: 401,
      extraHeaders: [
        `WWW-Authenticate: Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"`,
      ],
    });
    return null;
  }
  if (policy.status !== null) {
    request.reject({ statusCode: policy.status });
    return null;
  }
  if (policy.staleOnce) {
    policy.staleOnce = false;
    request.reject({
      statusCode: 401,
      extraHeaders: [
        `WWW-Authenticate: Digest realm="${realm}", nonce="${nonce}aa", algorithm=MD5, qop="auth", stale=true`,
      ],
    });
    return null;
  }
  if (!isRightDigest(authorization, policy.secret)) {
    request.reject({
      statusCode: 401,
      extraHeaders: [
        `WWW-Authenticate: Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"`,
      ],
    });
    return null;
  }
  const header = request.message.getHeader('contact') ?? '';
  const uri = /<([^>]+)>/.exec(header)?.[1] ?? '';
  if (header.endsWith('expires=0')) {
    policy.unregistered += 1;
    request.accept({ statusCode: 200 });
    return null;
  }
  policy.accepted += 1;
  const contacts = [`<${uri}>;expires=${policy.expiresSeconds}`, ...policy.otherContacts];
  request.accept({ statusCode: 200, extraHeaders: contacts.map((one) => `Contact: ${one}`) });
  return uri;
}

/** RFC 2617 §3.2.2 with qop=auth. */
function isRightDigest(authorization: string, secret: string): boolean {
  const field = (name: string) =>
    new RegExp(`[ ,]${name}="?([^",]+)`).exec(authorization)?.[1] ?? '';
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const secretHash = md5(`${field('username')}:${realm}:${secret}`);
  const requestHash = md5(`REGISTER:${field('uri')}`);
  const parts = [secretHash, field('nonce'), field('nc'), field('cnonce'), 'auth', requestHash];
  return field('response') === md5(parts.join(':'));
}

function createFakeHandler(direction: () => MediaDirection): SessionDescriptionHandler {
  return {
    close: () => {},
    getDescription: async () => ({ body: fakeSdp(direction()), contentType: 'application/sdp' }),
    hasDescription: (contentType) => contentType === 'application/sdp',
    setDescription: async () => {},
    rollbackDescription: async () => {},
    sendDtmf: () => true,
  };
}

/** The PBX's end of the wire is always up: what is lost is lost on the wire. */
function createWireTransport(wire: MemoryWire) {
  return class WireTransport implements Transport {
    readonly protocol = 'WS';
    readonly stateChange = new EmitterImpl<TransportState>();
    state = TransportState.Disconnected;
    onConnect: (() => void) | undefined;
    onDisconnect: ((error?: Error) => void) | undefined;
    onMessage: ((message: string) => void) | undefined;

    connect(): Promise<void> {
      wire.onFrame = (text) =>
        this.onMessage?.(text.replace(anyTarget, `$1 sip:pbx@${realm} SIP/2.0`));
      this.state = TransportState.Connected;
      this.onConnect?.();
      return Promise.resolve();
    }
    disconnect(): Promise<void> {
      this.state = TransportState.Disconnected;
      return Promise.resolve();
    }
    dispose(): Promise<void> {
      return this.disconnect();
    }
    isConnected(): boolean {
      return this.state === TransportState.Connected;
    }
    send(message: string): Promise<void> {
      wire.toDesk(message);
      return Promise.resolve();
    }
  };
}
