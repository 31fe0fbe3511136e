import type { Session, SessionDescriptionHandler } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import type { PhoneEvent } from '../../core/phone.ts';
import { createSteadyClock } from '../../core/steady-clock.ts';
import type { SipLine } from '../line/sip-line.ts';
import type { EarlyAnswers } from '../media/early-answer.ts';
import { SdhAdapter } from '../media/sdh-adapter.ts';
import type { SipPhoneDeps } from '../sip-phone-deps.ts';
import { SipCall } from './sip-call.ts';

export interface CallRegistryDeps {
  readonly config: PhoneConfig;
  readonly deps: SipPhoneDeps;
  readonly emit: (event: PhoneEvent) => void;
  /** The line that carries the calls. */
  readonly line: SipLine;
  readonly earlyAnswers: EarlyAnswers;
}

export interface Adoption {
  readonly callId: CallId;
  /** For people and for a transfer to it. */
  readonly number: string;
  readonly session: Session;
  readonly sessionSeconds?: number;
}

/** The running calls of one account with what belongs to each: session, media, and the address they came over. */
export interface CallRegistry {
  /** For all that is told of calls: even while one runs, see `createSteadyClock`. */
  readonly clock: Clock;
  has(callId: CallId): boolean;
  /** Fails with `phone.noSuchCall`. */
  get(callId: CallId): SipCall;
  all(): readonly SipCall[];
  /** For each running call the index of the PBX address over which it was made. */
  homes(): readonly number[];
  adopt(adoption: Adoption): SipCall;
  /** Media for a session that is no call of the agent's. The caller closes it. */
  bareMedia(session: Session): SdhAdapter;
  /** For sip.js; fails with `media.negotiationFailed` for a session that was never adopted. */
  descriptionHandlerOf(session: Session): SessionDescriptionHandler;
}

export function createCallRegistry(registryDeps: CallRegistryDeps): CallRegistry {
  const { config, deps, emit, line, earlyAnswers } = registryDeps;
  const running = new Map<CallId, { readonly call: SipCall; readonly home: number }>();
  const clock = createSteadyClock(deps.clock, () => running.size > 0);
  const adapters = new WeakMap<Session, SdhAdapter>();
  const openMedia = (callId: CallId, session: Session) => {
    const media = deps.media.open(callId, config.iceServers);
    const adapter = new SdhAdapter(media);
    adapters.set(session, adapter);
    return { media, adapter };
  };

  return {
    clock,
    has: (callId) => running.has(callId),
    get(callId) {
      const entry = running.get(callId);
      if (!entry) throw new AppError('phone.noSuchCall');
      return entry.call;
    },
    all: () => Array.from(running.values(), ({ call }) => call),
    homes: () => Array.from(running.values(), ({ home }) => home),
    adopt({ callId, number, session, sessionSeconds = config.sessionExpiresSeconds }) {
      const home = line.address();
      const { media, adapter } = openMedia(callId, session);
      const call = new SipCall({
        ...deps,
        callId,
        number,
        session,
        adapter,
        media,
        earlyAnswers,
        sessionSeconds,
        emit,
        clock,
        dtmf: config.dtmf,
        isConnected: () => line.isConnected(),
        canReach: () => line.isConnected() && line.address() === home,
        onGone(gone) {
          if (running.get(callId)?.call === gone) running.delete(callId);
          adapter.close();
        },
      });
      running.set(callId, { call, home });
      return call;
    },
    bareMedia: (session) => openMedia(deps.newCallId(), session).adapter,
    descriptionHandlerOf(session) {
      const adapter = adapters.get(session);
      if (!adapter) throw new AppError('media.negotiationFailed');
      return adapter;
    },
  };
}
