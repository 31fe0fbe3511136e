import type { User } from '../../../shared/domain/user.ts';

/** Who is asking, and from which desk. */
export interface SignedIn {
  readonly sessionId: string;
  readonly deskId: string;
  readonly user: User;
}
