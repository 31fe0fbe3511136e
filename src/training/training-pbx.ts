import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { WebSocketServer } from 'ws';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import { type AgentCall, takeAgentCall } from './call/agent-call.ts';
import { type PlacedCall, placeCitizenCall } from './call/citizen-call.ts';
import type { LegDeps } from './call/leg-deps.ts';
import type { CitizenScript, OutboundScript, TrainingCall } from './call/training-call.ts';
import { type Faults, createFaults } from './faults.ts';
import { encodePcmuSamples } from './media/pcmu.ts';
import { readLineWav } from './media/wav.ts';
import { type Binding, createRegistrar } from './registrar.ts';
import { createRouter } from './router.ts';
import { type SipConnection, createConnection } from './sip/connection.ts';
import { createDigestChallenger } from './sip/digest.ts';
import { createExchange } from './sip/exchange.ts';

export interface TrainingAccount {
  readonly extension: string;
  readonly secret: string;
  /** Phones that may be registered at a time; one more gets 403. 5 when not given. */
  readonly maxContacts?: number;
}

export interface TrainingPbxOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly accounts?: readonly TrainingAccount[];
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** SIP domain and digest realm. */
  readonly domain?: string;
  /** After this the phone's nonce is stale and it is challenged again. */
  readonly nonceLifeMs?: number;
  /** Who answers when the agent dials this number; everybody says hello by default. */
  readonly outbound?: (dialled: string) => OutboundScript;
  /** Sees every message, for a person who looks for a fault. Messages carry numbers: never write them to a log. */
  readonly onTrace?: (way: 'in' | 'out', text: string) => void;
}

/** A running training PBX. It is a practice tool and a test double; the office PBX stays Asterisk or FreeSWITCH. */
export interface TrainingPbx {
  /** `ws://127.0.0.1:PORT/ws` */
  readonly url: string;
  readonly domain: string;
  readonly faults: Faults;
  addAccount(account: TrainingAccount): void;
  registrations(): readonly Binding[];
  /** Resolves with `true` once the extension can be called, with `false` after `timeoutMs`. */
  untilRegistered(extension: string, timeoutMs: number): Promise<boolean>;
  /** Places a citizen's call. Throws when the extension is not registered. */
  call(script: CitizenScript): TrainingCall;
  /** Tells each call that an agent makes. Returns the unsubscribe. */
  onAgentCall(listener: (call: TrainingCall) => void): () => void;
  /** Hangs up, closes every socket and the server. */
  close(): Promise<void>;
}

const loopback = '127.0.0.1';
const maxMessageBytes = 65_536;
const answersAtOnce: OutboundScript = { kind: 'answers', afterMs: 1500, speechFile: null };

/** Starts the training PBX on loopback. */
export async function createTrainingPbx(options: TrainingPbxOptions): Promise<TrainingPbx> {
  const { clock, domain = 'training.invalid', nonceLifeMs = 300_000 } = options;
  const logger = options.logger.child({ part: 'training-pbx' });
  const server = new WebSocketServer({
    host: loopback,
    port: options.port ?? 0,
    path: '/ws',
    maxPayload: maxMessageBytes,
    // RFC 7118 §4: without the sub-protocol there is no SIP on this socket.
    verifyClient: ({
      req,
    }: {
      req: { headers: { 'sec-websocket-protocol'?: string | undefined } };
    }) => offersSip(req.headers['sec-websocket-protocol']),
    handleProtocols: () => 'sip',
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the training PBX has no port');
  const sentBy = `${loopback}:${address.port}`;

  const accounts = new Map((options.accounts ?? []).map((account) => [account.extension, account]));
  const connections = new Set<SipConnection>();
  const placed = new Set<PlacedCall>();
  const agentCalls = new Set<AgentCall>();
  const agentCallListeners = new Set<(call: TrainingCall) => void>();
  const exchange = createExchange();
  const everyCall = () => [...placed, ...agentCalls];
  const registrar = createRegistrar({
    nowMs: () => clock.now(),
    maxContacts: (extension) => accounts.get(extension)?.maxContacts ?? 5,
  });
  const faults = createFaults({
    dropSockets() {
      const open = [...connections].filter((connection) => connection.isOpen());
      for (const connection of open) connection.drop();
      return open.length;
    },
    onChange(state) {
      logger.info('training.faultsChanged', { faults: JSON.stringify(state) });
      for (const { leg } of everyCall()) leg.media.setSilenced(state.oneWayAudio);
    },
  });
  const legDeps: LegDeps = {
    exchange,
    faults: faults.current,
    nowMs: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    token: () => randomBytes(10).toString('hex'),
    domain,
    sentBy,
    connectionOf: (extension) => registrar.find(extension)?.connection ?? null,
    loadSpeech: async (file) => encodePcmuSamples(readLineWav(await readFile(file))),
  };

  /** A call is kept until it is over, so that the router finds it. */
  function track<C extends PlacedCall>(calls: Set<C>, call: C): C {
    calls.add(call);
    logger.info('training.callBegan', {
      sipCallId: call.call.sipCallId,
      direction: call.call.direction,
    });
    void call.call.ended.then((end) => {
      calls.delete(call);
      logger.info('training.callEnded', {
        sipCallId: call.call.sipCallId,
        how: end.how,
        status: end.status,
      });
    });
    return call;
  }

  const route = createRouter({
    leg: legDeps,
    registrar,
    digest: createDigestChallenger({
      realm: domain,
      nonceKey: randomBytes(32),
      nonceLifeMs,
      nowMs: () => clock.now(),
    }),
    faults: faults.current,
    secretOf: (extension) => accounts.get(extension)?.secret ?? null,
    legs: () => everyCall().map(({ leg }) => leg),
    agentCalls: () => agentCalls,
    onInvite(request, connection) {
      const script = options.outbound?.(request.targetUser) ?? answersAtOnce;
      const { call } = track(agentCalls, takeAgentCall(legDeps, script, request, connection));
      for (const listener of [...agentCallListeners]) listener(call);
    },
  });

  let connectionCount = 0;
  server.on('connection', (socket) => {
    connectionCount += 1;
    const connection = createConnection(connectionCount, socket, {
      onMessage(text) {
        options.onTrace?.('in', text);
        route(text, connection);
      },
      onClose() {
        connections.delete(connection);
        registrar.forget(connection);
        exchange.handleClosed(connection);
      },
      onSend: (text) => options.onTrace?.('out', text),
    });
    connections.add(connection);
  });
  logger.info('training.listening', { port: address.port });

  return {
    url: `ws://${sentBy}/ws`,
    domain,
    faults,
    addAccount: (account) => void accounts.set(account.extension, account),
    registrations: registrar.all,
    untilRegistered: (extension, timeoutMs) => untilRegistered(registrar, extension, timeoutMs),
    call(script) {
      const binding = registrar.find(script.to);
      if (binding === null)
        throw new Error(`extension ${script.to} is not registered at the training PBX`);
      return track(placed, placeCitizenCall(legDeps, script, binding)).call;
    },
    onAgentCall(listener) {
      agentCallListeners.add(listener);
      return () => agentCallListeners.delete(listener);
    },
    async close() {
      const running = everyCall();
      for (const { call } of running) call.hangUp();
      for (const { leg } of running) leg.end({ how: 'lost', status: null });
      exchange.close();
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

function offersSip(header: string | undefined): boolean {
  return (header ?? '').split(',').some((protocol) => protocol.trim() === 'sip');
}

function untilRegistered(
  registrar: ReturnType<typeof createRegistrar>,
  extension: string,
  timeoutMs: number,
): Promise<boolean> {
  if (registrar.find(extension) !== null) return Promise.resolve(true);
  return new Promise((done) => {
    const finish = (isRegistered: boolean) => {
      clearTimeout(timer);
      unsubscribe();
      done(isRegistered);
    };
    const timer = setTimeout(() => finish(false), timeoutMs);
    const unsubscribe = registrar.onChange(
      () => registrar.find(extension) !== null && finish(true),
    );
  });
}
