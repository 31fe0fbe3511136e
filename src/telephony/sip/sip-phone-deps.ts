import type { Clock } from '../../shared/clock.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Logger } from '../../shared/logger.ts';
import type { MediaPort } from '../core/media-port.ts';
import type { SetTimer } from '../core/set-timer.ts';
import type { OpenSipSocket } from './line/sip-socket.ts';

/** Everything with an effect that the real phone needs. */
export interface SipPhoneDeps {
  readonly media: MediaPort;
  readonly openSocket: OpenSipSocket;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  /** `[0, 1)` */
  readonly random: () => number;
  readonly newCallId: () => CallId;
  readonly logger: Logger;
  /** User part of our Contact: letters and digits, the same for this desk over reloads, different for every desk. */
  readonly contactUser: string;
  /** Asks somebody who can see more than a browser why this URL could not be opened. */
  readonly diagnose: (serverUrl: string) => Promise<ErrorCode>;
}
