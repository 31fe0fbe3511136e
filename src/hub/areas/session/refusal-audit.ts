import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { AuditEntry, SignInRefusal } from '../audit/audit-repository.ts';

/** A refusal that anybody can cause who reaches the hub. */
export type Refusal = Omit<AuditEntry, 'at' | 'count' | 'action'> & {
  readonly action: SignInRefusal;
};

/**
 * Audits refused sign-ins without letting a stranger fill the disk: the first of a kind (who, from where, why) is a row at
 * once; the same again within ten minutes is counted and becomes one row. Only the newest rows are kept.
 */
export interface RefusalAudit {
  note(refusal: Refusal): Promise<void>;
  /** Writes what was counted so far. */
  flush(): Promise<void>;
}

const windowMs = 10 * 60_000;
/**
 * Kinds told apart within one window for strangers together, and for each person of the house: made-up names do not hide
 * that somebody tries a known one. Further ones are counted together, without their address.
 */
const maxKinds = 50;
const keptRows = 20_000;

export function createRefusalAudit({
  store,
  clock,
}: {
  readonly store: Pick<HubStore, 'audit'>;
  readonly clock: Clock;
}): RefusalAudit {
  let kinds = new Map<string, { readonly refusal: Refusal; more: number; lastAt: number }>();
  let kindsOf = new Map<string | null, number>();
  let openedAt = clock.now();

  const flush = async (): Promise<void> => {
    const full = kinds;
    kinds = new Map();
    kindsOf = new Map();
    openedAt = clock.now();
    for (const { refusal, more, lastAt } of full.values()) {
      if (more > 0) await store.audit.append({ ...refusal, at: lastAt, count: more });
    }
    if (full.size > 0) await store.audit.pruneRefusals(keptRows);
  };
  return {
    async note(refusal) {
      if (clock.now() - openedAt > windowMs) await flush();
      const { userId } = refusal;
      const sofar = kindsOf.get(userId) ?? 0;
      const told = sofar < maxKinds || kinds.has(keyOf(refusal)) ? refusal : merged(refusal);
      const known = kinds.get(keyOf(told));
      const at = clock.now();
      if (known) {
        known.more += 1;
        known.lastAt = at;
        return;
      }
      kindsOf.set(userId, sofar + 1);
      kinds.set(keyOf(told), { refusal: told, more: 0, lastAt: at });
      await store.audit.append({ ...told, at });
    },
    flush,
  };
}

/** What a refusal is when too many kinds were told apart already. */
function merged({ action, code, userId }: Refusal): Refusal {
  return { action, code, userId, deskId: null, subjectId: null };
}

function keyOf({ action, code, userId, address, tried }: Refusal): string {
  return JSON.stringify([action, code, userId, address, tried]);
}
