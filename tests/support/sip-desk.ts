import { plainPhoneConfig } from './phone-config.ts';
import { randomUUID } from 'node:crypto';
import type { PhoneConfig } from '../../src/shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../src/shared/error-codes.ts';
import type { Logger } from '../../src/shared/logger.ts';
import type { PhoneEvent } from '../../src/telephony/core/phone.ts';
import { createSipPhone } from '../../src/telephony/sip/sip-phone.ts';
import { createFakeMedia } from './fake-media.ts';
import { createFakePbx } from './fake-pbx.ts';
import { silentLogger } from './silent-logger.ts';
import { createMemoryWire } from './memory-wire.ts';
import { until } from './until.ts';

export const deskConfig: PhoneConfig = {
  ...plainPhoneConfig,
  serverUrl: 'ws://pbx.example/ws',
  domain: 'pbx.example',
  extension: '1003',
  secret: 'right',
  displayName: '1003',
};

export const fallbackUrl = 'ws://twin.example/ws';

export interface SipDeskOptions {
  readonly diagnosis?: ErrorCode;
  /** Shortens back-off and keep-alive: each delay is multiplied by it. */
  readonly timeScale?: number;
  readonly logger?: Logger;
  /** A second PBX at `fallbackUrl`. */
  readonly withFallback?: boolean;
}

/** Limits of seconds stay long enough for a busy machine to keep them. */
function scaled(delayMs: number, scale: number): number {
  const floorMs = delayMs >= 2000 ? 250 : 0;
  return Math.max(delayMs * scale, floorMs);
}

/** A real SipPhone and a PBX, with an in-memory wire between them; `events` is everything the phone has told. */
export async function createSipDesk(options: SipDeskOptions = {}) {
  const scale = options.timeScale ?? 1;
  const wire = createMemoryWire();
  const pbx = await createFakePbx(wire);
  const fallbackWire = createMemoryWire();
  const fallback = options.withFallback ? await createFakePbx(fallbackWire) : null;
  const media = createFakeMedia();
  let wallAheadMs = 0;
  const events: PhoneEvent[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const phone = createSipPhone({
    media,
    openSocket: (url, handlers) =>
      (url === fallbackUrl ? fallbackWire : wire).openSocket(url, handlers),
    clock: { now: () => Date.now() + wallAheadMs, monotonicMs: () => performance.now() },
    setTimer: (run, delayMs) => {
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          run();
        },
        scaled(delayMs, scale),
      );
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    random: () => 0.5,
    newCallId: randomUUID,
    logger: options.logger ?? silentLogger,
    contactUser: 'desk0a1b2c',
    diagnose: async () => options.diagnosis ?? 'sip.connectionLost',
  });
  phone.subscribe((event) => events.push(event));

  const of = <Kind extends PhoneEvent['kind']>(kind: Kind) =>
    events.filter((event): event is Extract<PhoneEvent, { kind: Kind }> => event.kind === kind);
  const registration = () => of('registration').at(-1)?.state ?? { kind: 'unregistered' as const };
  return {
    wire,
    pbx,
    fallbackWire,
    fallback,
    media,
    /** Sets the PC's clock. */
    setClockBy(ms: number) {
      wallAheadMs += ms;
    },
    events,
    phone,
    of,
    registration,
    async register(config: PhoneConfig = deskConfig) {
      phone.start(config);
      await until('registered', () => registration().kind === 'registered');
    },
    /** Waits for the newest alerting call. */
    async alerting(count = 1) {
      await until('alerting', () => of('alerting').length >= count);
      const event = of('alerting')[count - 1];
      if (!event) throw new Error('no alerting call');
      return event;
    },
    async close() {
      await phone.stop();
      for (const timer of timers) clearTimeout(timer);
      await pbx.stop();
      await fallback?.stop();
    },
  };
}
