import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { DoorPage } from '../../shared/contract/door.ts';
import { readTextIfThere, writeFileDurably } from '../../shared/node/durable-file.ts';
import { areEqual } from './are-equal.ts';

/** One launched page, as the host remembers it across its own restarts. */
export interface PageGrant {
  readonly grantId: string;
  readonly page: DoorPage;
  /** Epoch ms. */
  readonly issuedAt: number;
  /** The page proved itself last, roughly; epoch ms. */
  readonly seenAt: number;
  /** The page's key, base64url; `null` until it has enrolled. */
  readonly key: string | null;
}

/**
 * The live grants of this desk, in `door-grants.json` (mode 0600): an open page comes back by itself after a restart of
 * the host, and a grant can be taken back. Cookies are kept as their SHA-256 only. While the disk takes nothing (full, or a
 * virus scanner holds the file) they count until the host ends: a page in a call must not notice.
 */
export interface PageGrants {
  /** A new grant; returns the cookie value that names it. */
  issue(page: DoorPage): string;
  /** The grant of a cookie value; `null` when it is none, was revoked, or has aged. */
  find(page: DoorPage, cookie: string): PageGrant | null;
  byId(grantId: string): PageGrant | null;
  /** Keeps the page's key; false when there is one already or the launch is over. */
  enrol(grantId: string, key: string): boolean;
  /** Was seen just now. */
  touch(grantId: string): void;
  /** Takes every grant back: no open page may come in again. */
  revokeAll(): void;
}

/** A page leaves its key as soon as its script runs. */
const enrolLimitMs = 60_000;
/** A grant that nobody has proven for so long is over. */
const grantLifeMs = 7 * 24 * 3_600_000;
/** More pages than anybody opens; the ones not seen for longest go first. */
const maxGrants = 32;
const touchPauseMs = 3_600_000;

const fileSchema = z.array(
  z.object({
    grantId: z.string(),
    page: z.enum(['desk', 'phone']),
    issuedAt: z.number(),
    seenAt: z.number(),
    key: z.string().nullable(),
    cookieHash: z.string(),
  }),
);
type Kept = z.infer<typeof fileSchema>[number];

export function createPageGrants(
  dataDirectory: string,
  deps: {
    readonly now: () => number;
    /** The file could not be written. */
    readonly onNotKept: (error: unknown) => void;
  },
): PageGrants {
  const { now } = deps;
  const file = join(dataDirectory, 'door-grants.json');
  let kept = readKept(file);
  const isAlive = (grant: Kept) => {
    const limit = grant.key === null ? enrolLimitMs : grantLifeMs;
    return now() - grant.seenAt < limit;
  };
  const keep = (next: readonly Kept[]) => {
    kept = next.filter(isAlive).toSorted((one, other) => other.seenAt - one.seenAt);
    kept = kept.slice(0, maxGrants);
    try {
      writeFileDurably(file, `${JSON.stringify(kept)}\n`);
    } catch (error) {
      deps.onNotKept(error);
    }
  };
  const change = (grantId: string, changes: Partial<Kept>) =>
    keep(kept.map((grant) => (grant.grantId === grantId ? { ...grant, ...changes } : grant)));
  const byId = (grantId: string) =>
    kept.find((grant) => grant.grantId === grantId && isAlive(grant)) ?? null;
  return {
    issue(page) {
      const cookie = randomBytes(32).toString('base64url');
      const [issuedAt, grantId] = [now(), randomUUID()];
      const grant = { grantId, page, issuedAt, seenAt: issuedAt, key: null };
      keep([{ ...grant, cookieHash: hashOf(cookie) }, ...kept]);
      return cookie;
    },
    find(page, cookie) {
      const hash = hashOf(cookie);
      const found = kept.find((grant) => areEqual(grant.cookieHash, hash));
      return found !== undefined && found.page === page && isAlive(found) ? found : null;
    },
    byId,
    enrol(grantId, key) {
      if (byId(grantId)?.key !== null) return false;
      change(grantId, { key, seenAt: now() });
      return true;
    },
    touch(grantId) {
      const grant = byId(grantId);
      if (grant !== null && now() - grant.seenAt > touchPauseMs) change(grantId, { seenAt: now() });
    },
    revokeAll: () => keep([]),
  };
}

function hashOf(cookie: string): string {
  return createHash('sha256').update(cookie).digest('base64url');
}

/** A file that cannot be read is no reason not to start: its pages are opened again by the launcher. */
function readKept(file: string): readonly Kept[] {
  try {
    return fileSchema.parse(JSON.parse(readTextIfThere(file) ?? '[]'));
  } catch {
    return [];
  }
}
