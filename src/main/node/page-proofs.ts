import { createHmac, randomBytes } from 'node:crypto';
import { type DoorPage, proofText } from '../../shared/contract/door.ts';
import { areEqual } from './are-equal.ts';
import type { PageGrant, PageGrants } from './page-grants.ts';

/** Both sides prove that they know the page's key; who has, gets a session that ends with this host process. */
export interface PageProofs {
  /** `null` while the page has left no key. */
  hello(grant: PageGrant, pageNonce: string): { hostNonce: string; proof: string } | null;
  /** A new session cookie, or `null` when the proof is wrong, late or used. */
  prove(grant: PageGrant, hostNonce: string, proof: string): string | null;
  /** Whose session cookie this is; `null` when it is none of a page of this kind, or its grant was taken back. */
  grantIdOf(page: DoorPage, cookie: string): string | null;
}

const nonceLifeMs = 10_000;
/** Whoever asks without ever answering pushes only the oldest question out. */
const maxQuestions = 64;
/** A page that reconnects gets a new session and leaves the old one; the oldest goes. */
const maxSessions = 64;

export function createPageProofs(deps: {
  readonly port: number;
  readonly grants: PageGrants;
  readonly monotonicMs: () => number;
}): PageProofs {
  const questions = new Map<string, { grantId: string; pageNonce: string; endsAt: number }>();
  const sessions = new Map<string, { grantId: string; page: DoorPage }>();
  const random = () => randomBytes(32).toString('base64url');
  const sign = (side: 'host' | 'page', grant: PageGrant, nonces: [page: string, host: string]) => {
    const [pageNonce, hostNonce] = nonces;
    const text = proofText(side, { page: grant.page, port: deps.port, pageNonce, hostNonce });
    const key = Buffer.from(grant.key ?? '', 'base64url');
    return createHmac('sha256', key).update(text).digest('base64url');
  };
  return {
    hello(grant, pageNonce) {
      if (grant.key === null) return null;
      const hostNonce = random();
      const endsAt = deps.monotonicMs() + nonceLifeMs;
      questions.set(hostNonce, { grantId: grant.grantId, pageNonce, endsAt });
      dropOldest(questions, maxQuestions);
      return { hostNonce, proof: sign('host', grant, [pageNonce, hostNonce]) };
    },
    prove(grant, hostNonce, proof) {
      const question = questions.get(hostNonce);
      questions.delete(hostNonce);
      if (question === undefined || grant.key === null) return null;
      if (question.grantId !== grant.grantId || question.endsAt < deps.monotonicMs()) return null;
      if (!areEqual(sign('page', grant, [question.pageNonce, hostNonce]), proof)) return null;
      const session = random();
      sessions.set(session, { grantId: grant.grantId, page: grant.page });
      dropOldest(sessions, maxSessions);
      deps.grants.touch(grant.grantId);
      return session;
    },
    grantIdOf(page, cookie) {
      const found = [...sessions].find(([session]) => areEqual(session, cookie))?.[1];
      if (found?.page !== page || deps.grants.byId(found.grantId) === null) return null;
      deps.grants.touch(found.grantId);
      return found.grantId;
    },
  };
}

function dropOldest(map: Map<string, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}
