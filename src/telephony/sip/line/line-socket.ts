import type { UserAgent } from 'sip.js';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { LossKind } from '../../core/registration.ts';
import { dropSocket, openSocket } from './line-agent.ts';
import type { SipPhoneDeps } from '../sip-phone-deps.ts';

export interface LineSocketParts {
  readonly config: PhoneConfig;
  readonly userAgent: () => UserAgent;
  readonly diagnose: SipPhoneDeps['diagnose'];
  /** Before a socket is left for another: what belongs to it ends. */
  readonly rest: () => void;
  readonly onLoss: (code: ErrorCode, how: LossKind) => void;
  readonly onDiagnosed: (code: ErrorCode) => void;
}

/** The one socket of a line, to one of its addresses at a time. */
export function createLineSocket(parts: LineSocketParts) {
  const { config, userAgent } = parts;
  const addresses = [config.serverUrl, ...config.fallbackUrls];
  let address = 0;
  let attempt = 0;
  let isMoving = false;
  let isStopped = false;
  let diagnosis: ErrorCode = 'sip.connectionLost';
  let loss: LossKind = 'closed';

  const serverUrl = () => addresses[address] ?? config.serverUrl;
  const drop = (reason: string, how: LossKind = 'closed') => {
    loss = how;
    dropSocket(userAgent(), reason);
  };
  /** Leaves the socket in use without a word of a loss: what follows is already decided. */
  const leave = (reason: string) => {
    isMoving = true;
    parts.rest();
    drop(reason);
    isMoving = false;
  };
  return {
    count: addresses.length,
    address: () => address,
    serverUrl,
    drop,
    leave,
    stop() {
      isStopped = true;
    },
    handleOpened() {
      diagnosis = 'sip.connectionLost';
      loss = 'closed';
    },
    handleClosed() {
      if (!isMoving) parts.onLoss('sip.connectionLost', loss);
    },
    async connect(to: number): Promise<void> {
      leave('moved');
      address = to;
      attempt += 1;
      const mine = attempt;
      const url = serverUrl();
      try {
        await openSocket(userAgent());
      } catch {
        if (isStopped || mine !== attempt) return;
        parts.onLoss(diagnosis, 'silent');
        diagnosis = await parts.diagnose(url);
        if (mine === attempt) parts.onDiagnosed(diagnosis);
      }
    },
  };
}
