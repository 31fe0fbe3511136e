import {
  Invitation,
  Inviter,
  Registerer,
  RegistererState,
  type Session,
  SessionState,
  type URI,
  UserAgent,
  Web,
} from 'sip.js';

/** What a test reads from the page after each act. */
export interface PlainPhoneView {
  readonly registration: 'unregistered' | 'registered' | 'refused';
  /** Final status of the last REGISTER that was refused. */
  readonly refusedStatus: number | null;
  readonly connected: boolean;
  readonly call: 'none' | 'alerting' | 'connected' | 'ended';
  readonly caller: string;
  readonly headers: Readonly<Record<string, string | null>>;
  /** Status of the refusal of an outgoing call. */
  readonly callStatus: number | null;
}

export interface SoundView {
  readonly packets: number;
  readonly energy: number;
}

/** A phone with nothing but SIP.js in it: what the training PBX is tested against, free of our own telephony. */
export interface PlainPhone {
  connect(url: string, domain: string, extension: string, secret: string): Promise<void>;
  register(): Promise<void>;
  view(): PlainPhoneView;
  answer(): Promise<void>;
  decline(): Promise<void>;
  hangUp(): Promise<void>;
  hold(held: boolean): Promise<void>;
  dial(number: string, headers: readonly string[]): Promise<void>;
  sendInfoKey(key: string): Promise<void>;
  /** Asks for a blind transfer; resolves with each NOTIFY's status line up to the final one. */
  transfer(number: string): Promise<readonly string[]>;
  /** Holds the call and asks somebody else; `complete` puts that one in our place and resolves with the final status line. */
  consult(number: string): Promise<void>;
  complete(): Promise<string>;
  sendToneKey(key: string): boolean;
  sound(): Promise<SoundView>;
}

declare global {
  interface Window {
    plainPhone: PlainPhone;
  }
}

interface PageState {
  agent: UserAgent | null;
  registerer: Registerer | null;
  session: Session | null;
  /** On hold while `session` is the one that is asked. */
  served: Session | null;
  domain: string;
  view: PlainPhoneView;
}

const state: PageState = {
  agent: null,
  registerer: null,
  session: null,
  served: null,
  domain: '',
  view: {
    registration: 'unregistered',
    refusedStatus: null,
    connected: false,
    call: 'none',
    caller: '',
    headers: {},
    callStatus: null,
  },
};

function show(change: Partial<PlainPhoneView>): void {
  state.view = { ...state.view, ...change };
}

function media(): Web.SessionDescriptionHandler {
  const handler = state.session?.sessionDescriptionHandler;
  if (!(handler instanceof Web.SessionDescriptionHandler)) throw new Error('no media');
  return handler;
}

function follow(session: Session): void {
  state.session = session;
  session.stateChange.addListener((next) => {
    if (next === SessionState.Established) {
      show({ call: 'connected' });
      const sound = document.querySelector('audio');
      if (sound) sound.srcObject = media().remoteMediaStream;
    }
    if (next === SessionState.Terminated) show({ call: 'ended' });
  });
}

function takeInvitation(invitation: Invitation): void {
  const names = [
    'X-Ticket-No',
    'User-To-User',
    'X-Queue',
    'X-Queue-Wait-Ms',
    'P-Asserted-Identity',
    'Privacy',
    'X-Hotline-Test-Ring',
  ];
  const headers = Object.fromEntries(
    names.map((name) => [name, invitation.request.getHeader(name) ?? null]),
  );
  show({ call: 'alerting', caller: invitation.remoteIdentity.uri.user ?? '', headers });
  follow(invitation);
}

async function connect(
  url: string,
  domain: string,
  extension: string,
  secret: string,
): Promise<void> {
  const uri = UserAgent.makeURI(`sip:${extension}@${domain}`);
  if (!uri) throw new Error('bad address');
  const agent = new UserAgent({
    uri,
    authorizationUsername: extension,
    authorizationPassword: secret,
    transportOptions: { server: url, traceSip: false },
    sessionDescriptionHandlerFactoryOptions: {
      peerConnectionConfiguration: { iceServers: [] },
      iceGatheringTimeout: 500,
    },
    logBuiltinEnabled: false,
    delegate: {
      onConnect: () => show({ connected: true }),
      onDisconnect: () => show({ connected: false }),
      onInvite: takeInvitation,
    },
  });
  state.agent = agent;
  state.domain = domain;
  await agent.start();
}

async function register(): Promise<void> {
  if (!state.agent) throw new Error('not connected');
  state.registerer ??= new Registerer(state.agent, { expires: 600 });
  const registerer = state.registerer;
  await new Promise<void>((done, fail) => {
    registerer
      .register({
        requestDelegate: {
          onAccept: () => {
            show({
              registration:
                registerer.state === RegistererState.Unregistered ? 'unregistered' : 'registered',
            });
            done();
          },
          onReject: ({ message }) => {
            show({ registration: 'refused', refusedStatus: message.statusCode ?? null });
            done();
          },
        },
      })
      .catch(fail);
  });
}

async function dial(number: string, headers: readonly string[]): Promise<void> {
  const target = UserAgent.makeURI(`sip:${number}@${state.domain}`);
  if (!state.agent || !target) throw new Error('cannot dial');
  const inviter = new Inviter(state.agent, target, { extraHeaders: [...headers] });
  follow(inviter);
  await inviter.invite({
    requestDelegate: {
      onReject: ({ message }) => show({ callStatus: message.statusCode ?? null }),
    },
  });
}

async function hangUp(): Promise<void> {
  const { session } = state;
  if (session?.state === SessionState.Established) await session.bye();
  else if (session instanceof Inviter) await session.cancel();
  else if (session instanceof Invitation) await session.reject();
}

async function hold(held: boolean): Promise<void> {
  const { session } = state;
  if (!session) throw new Error('no call');
  await new Promise<void>((done, fail) => {
    session
      .invite({
        sessionDescriptionHandlerModifiers: held ? [Web.holdModifier] : [],
        requestDelegate: { onAccept: () => done(), onReject: () => fail(new Error('refused')) },
      })
      .catch(fail);
  });
}

async function consult(number: string): Promise<void> {
  await hold(true);
  state.served = state.session;
  await dial(number, []);
}

async function complete(): Promise<string> {
  const { served, session } = state;
  if (!served || !session) throw new Error('no two calls');
  return (await refer(served, session)).at(-1) ?? '';
}

async function transfer(number: string): Promise<readonly string[]> {
  const target = UserAgent.makeURI(`sip:${number}@${state.domain}`);
  const { session } = state;
  if (!session || !target) throw new Error('no call');
  return refer(session, target);
}

function refer(session: Session, target: URI | Session): Promise<readonly string[]> {
  return new Promise((done, fail) => {
    const news: string[] = [];
    session
      .refer(target, {
        onNotify: (notification) => {
          void notification.accept();
          const line = notification.request.body.trim();
          news.push(line);
          if (!line.includes(' 100 ')) done(news);
        },
        requestDelegate: { onReject: () => fail(new Error('refused')) },
      })
      .catch(fail);
  });
}

async function sound(): Promise<SoundView> {
  const peer = media().peerConnection;
  const reports: unknown[] = peer ? [...(await peer.getStats()).values()] : [];
  const inbound = reports.find(isInbound);
  return { packets: inbound?.packetsReceived ?? 0, energy: inbound?.totalAudioEnergy ?? 0 };
}

function isInbound(
  report: unknown,
): report is { packetsReceived: number; totalAudioEnergy?: number } {
  return (
    typeof report === 'object' &&
    report !== null &&
    'type' in report &&
    report.type === 'inbound-rtp'
  );
}

window.plainPhone = {
  connect,
  register,
  view: () => state.view,
  async answer() {
    if (state.session instanceof Invitation) {
      await state.session.accept({
        sessionDescriptionHandlerOptions: { constraints: { audio: true, video: false } },
      });
    }
  },
  decline: hangUp,
  hangUp,
  hold,
  consult,
  complete,
  transfer,
  dial,
  async sendInfoKey(key) {
    await state.session?.info({
      requestOptions: {
        body: {
          contentDisposition: 'render',
          contentType: 'application/dtmf-relay',
          content: `Signal=${key}\r\nDuration=160`,
        },
      },
    });
  },
  sendToneKey: (key) => media().sendDtmf(key),
  sound,
};
