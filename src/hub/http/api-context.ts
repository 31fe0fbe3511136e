import type { SignedIn } from '../services/auth/signed-in.ts';

/** What every procedure starts with: who is asking. Throws `hub.sessionExpired`. */
export interface ApiContext {
  readonly authenticate: () => Promise<SignedIn>;
}
