import type { User } from '../../../shared/domain/session/user.ts';

/** Who is asking, from which desk, and from where. */
export interface SignedIn {
  readonly sessionId: string;
  readonly deskId: string;
  /** Has the desk proven its key? `false` = of an older release; its id is only what it says. */
  readonly deskProven: boolean;
  /** IP address of the request. */
  readonly address: string;
  readonly user: User;
}

/** What each audit row of a signed-in person carries. */
export function auditFacts({ user, deskId, deskProven, address }: SignedIn) {
  return { userId: user.userId, deskId, deskProven, address };
}
