import type { SignedIn } from '../areas/session/signed-in.ts';

/** What every procedure starts with: who is asking, and from where. */
export interface ApiContext {
  /** Throws `hub.sessionExpired`. */
  readonly authenticate: () => Promise<SignedIn>;
  /** Address of the client, as `clientAddress` reads it: what limits count by and the audit keeps. */
  readonly address: string;
}
