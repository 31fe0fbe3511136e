import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import { takeAgentCall } from './call/agent-call.ts';
import { createCallBoard } from './call/call-board.ts';
import { placeCitizenCall } from './call/citizen-call.ts';
import type { LegDeps } from './call/leg-deps.ts';
import type { CitizenScript, OutboundScript, TrainingCall } from './call/training-call.ts';
import { type Faults, createFaults } from './faults.ts';
import { encodePcmuSamples } from './media/pcmu.ts';
import { readLineWav } from './media/wav.ts';
import { type Binding, createRegistrar } from './registrar.ts';
import { createRouter } from './router.ts';
import { createDigestChallenger } from './sip/digest.ts';
import { createExchange } from './sip/exchange.ts';
import { type SipServer, type SipServerEvents, listenForSip, loopback } from './sip/sip-server.ts';

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

/** Refuses who dials it, and calls back at once: the proof that a phone can be rung. */
const testRingNumber = '601';

const busy: OutboundScript = { kind: 'refuses', status: 486 };
const answersAtOnce: OutboundScript = { kind: 'answers', afterMs: 1500, speechFile: null };

/** Starts the training PBX on loopback. Rejects when the port is taken. */
export async function createTrainingPbx(options: TrainingPbxOptions): Promise<TrainingPbx> {
  const { clock, domain = 'training.invalid' } = options;
  const nowMs = () => clock.now();
  const logger = options.logger.child({ part: 'training-pbx' });
  const accounts = new Map((options.accounts ?? []).map((account) => [account.extension, account]));
  const exchange = createExchange();
  const board = createCallBoard(logger);
  const registrar = createRegistrar({
    nowMs,
    maxContacts: (extension) => accounts.get(extension)?.maxContacts ?? 5,
  });
  const events: SipServerEvents = {
    onTrace: (way, text) => options.onTrace?.(way, text),
    onMessage: (text, connection) => route(text, connection),
    onClosed(connection) {
      registrar.forget(connection);
      exchange.handleClosed(connection);
    },
  };
  const server: SipServer = await listenForSip(options.port ?? 0, events, logger);
  const faults = createFaults({
    dropSockets: server.dropAll,
    onChange(state) {
      logger.info('training.faultsChanged', { faults: JSON.stringify(state) });
      for (const { media } of board.legs()) {
        media.setSilenced(state.oneWayAudio);
        media.setLoss(state.lossPercent);
      }
    },
  });
  const sentBy = `${loopback}:${server.port}`;
  const legDeps: LegDeps = {
    exchange,
    faults: faults.current,
    nowMs,
    monotonicMs: () => clock.monotonicMs(),
    token: () => randomBytes(10).toString('hex'),
    domain,
    sentBy,
    connectionOf: (extension) => registrar.find(extension)?.connection ?? null,
    loadSpeech: async (file) => encodePcmuSamples(readLineWav(await readFile(file))),
  };
  const nonces = { nonceKey: randomBytes(32), nonceLifeMs: options.nonceLifeMs ?? 300_000 };
  const ringBack = (extension: string) => {
    const binding = registrar.find(extension);
    if (binding === null) return;
    const script: CitizenScript = { to: extension, fromNumber: testRingNumber, testRing: true };
    board.addPlaced(placeCitizenCall(legDeps, script, binding));
  };
  const route = createRouter({
    leg: legDeps,
    registrar,
    board,
    digest: createDigestChallenger({ realm: domain, nowMs, ...nonces }),
    faults: faults.current,
    secretOf: (extension) => accounts.get(extension)?.secret ?? null,
    onInvite(request, connection) {
      if (request.targetUser === testRingNumber) {
        board.addTaken(takeAgentCall(legDeps, busy, request, connection));
        return ringBack(request.from.user);
      }
      const script = options.outbound?.(request.targetUser) ?? answersAtOnce;
      board.addTaken(takeAgentCall(legDeps, script, request, connection));
    },
  });
  logger.info('training.listening', { port: server.port });

  return {
    url: `ws://${sentBy}/ws`,
    domain,
    faults,
    addAccount: (account) => void accounts.set(account.extension, account),
    registrations: registrar.all,
    untilRegistered: registrar.untilRegistered,
    call(script) {
      const binding = registrar.find(script.to);
      if (binding === null) throw new Error(`extension ${script.to} is not registered`);
      return board.addPlaced(placeCitizenCall(legDeps, script, binding));
    },
    onAgentCall: board.onTaken,
    async close() {
      board.clear();
      exchange.close();
      await server.close();
    },
  };
}
