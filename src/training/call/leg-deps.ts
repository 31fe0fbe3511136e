import type { FaultState } from '../faults.ts';
import type { SipConnection } from '../sip/connection.ts';
import type { Exchange } from '../sip/exchange.ts';

/** What every call of the training PBX needs from its surroundings. */
export interface LegDeps {
  readonly exchange: Exchange;
  readonly faults: () => FaultState;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  /** A fresh random token for tags, branches and Call-IDs. */
  readonly token: () => string;
  readonly domain: string;
  /** Host and port of our Via and Contact. */
  readonly sentBy: string;
  /** The socket by which an extension can be reached now; `null` when it is not registered. */
  readonly connectionOf: (extension: string) => SipConnection | null;
  /** PCMU of a speech file. Throws for a file that is no 8 kHz WAV. */
  readonly loadSpeech: (file: string) => Promise<Uint8Array>;
}

/** Via of a new request; the branch carries the magic cookie (RFC 3261 §8.1.1.7). */
export function viaOf(deps: LegDeps, branch: string): string {
  return `SIP/2.0/WS ${deps.sentBy};branch=${branch}`;
}

export function newBranch(deps: LegDeps): string {
  return `z9hG4bK${deps.token()}`;
}

export function contactOf(deps: LegDeps): string {
  return `<sip:training@${deps.sentBy};transport=ws>`;
}
