import { AppError, errorCodeOf } from '../../shared/app-error.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneConfig } from '../../shared/domain/phone/phone-state.ts';
import { inBackground } from '../core/in-background.ts';
import { createJoins } from '../core/joins.ts';
import type { Phone, PhoneEvent } from '../core/phone.ts';
import { type SipCalls, createSipCalls } from './call/sip-calls.ts';
import { SipLine } from './line/sip-line.ts';
import type { SipPhoneDeps } from './sip-phone-deps.ts';

interface Running {
  readonly config: PhoneConfig;
  readonly line: SipLine;
  readonly calls: SipCalls;
}

const unregisterLimitMs = 1500;

/** The real softphone. See `Phone` for what it promises. */
export function createSipPhone(deps: SipPhoneDeps): Phone {
  const listeners = new Set<(event: PhoneEvent) => void>();
  const emit = (event: PhoneEvent) => {
    for (const listener of listeners) listener(event);
    if (event.kind === 'ended') joins.part(event.callId);
  };
  const joins = createJoins({ clock: deps.clock, emit, mix: deps.media.join });
  let running: Running | null = null;

  const callOf = (callId: CallId) => {
    if (!running) throw new AppError('phone.noSuchCall');
    return running.calls.get(callId);
  };
  const open = (config: PhoneConfig): Running => {
    /** A line that is still closing says nothing over the one that took its place. */
    const line = new SipLine(config, deps, (from, state) => {
      if (!running || running.line === from) emit({ kind: 'registration', state });
    });
    return { config, line, calls: createSipCalls({ config, deps, emit, line }) };
  };
  const stop = async () => {
    const old = running;
    running = null;
    old?.calls.close();
    await old?.line.stop(unregisterLimitMs);
  };

  return {
    start(config) {
      if (running && JSON.stringify(running.config) === JSON.stringify(config)) return;
      inBackground(stop(), deps.logger, 'sip.stopFailed');
      try {
        running = open(config);
        running.line.start(running.calls);
      } catch (error) {
        emit({ kind: 'registration', state: { kind: 'stopped', code: errorCodeOf(error) } });
      }
    },
    stop,
    async dial(order) {
      if (!running?.line.isConnected()) throw new AppError('sip.connectionLost');
      await running.calls.dial(order);
    },
    answer: async (callId) => callOf(callId).answer(),
    decline: async (callId) => callOf(callId).decline(),
    hangUp: async (callId) => callOf(callId).hangUp(),
    setMuted: async (callId, muted) => callOf(callId).setMuted(muted),
    hold: async (callId) => callOf(callId).setHeld(true),
    retrieve: async (callId) => callOf(callId).setHeld(false),
    sendDtmf: async (callId, digits) => callOf(callId).sendDtmf(digits),
    async transfer(order) {
      if (!running) throw new AppError('phone.noSuchCall');
      await running.calls.transfer(order);
    },
    async join(callId, withCallId) {
      callOf(callId).requireConnected();
      callOf(withCallId).requireConnected();
      joins.join(callId, withCallId);
    },
    part: async (callId) => joins.part(callId),
    async tell(code) {
      if (!running?.line.isConnected()) throw new AppError('sip.connectionLost');
      await running.calls.tell(code);
    },
    wake: () => running?.line.wake(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
