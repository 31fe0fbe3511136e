import type { Clock } from '../../../shared/clock.ts';
import type {
  AdminOverview,
  DeskLine,
  PersonLine,
} from '../../../shared/contract/admin/schemas.ts';
import { contractNumber } from '../../../shared/contract/since.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { StrangerFailures } from '../session/stranger-failures.ts';

export interface OverviewDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly version: string;
  readonly startedAt: number;
  readonly strangers: StrangerFailures;
  /** Free bytes where the hub keeps what it has. */
  readonly freeBytes: () => Promise<number>;
}

type Seen = Awaited<ReturnType<HubStore['sessions']['desksSeen']>>;

/** More than an office has; who makes ids up fills the end of the list. */
const mostDesks = 500;

/** People, desks and the hub, as the administrator sees them. */
export async function overview(deps: OverviewDeps): Promise<AdminOverview> {
  const { store, clock, version, startedAt, freeBytes } = deps;
  const seen = await store.sessions.desksSeen();
  return {
    people: await people(deps, seen),
    desks: await desks(store, seen),
    hub: {
      version,
      contract: contractNumber,
      startedAt,
      now: clock.now(),
      freeBytes: await freeBytes().catch(() => null),
    },
  };
}

async function people(
  { store, clock, strangers }: OverviewDeps,
  seen: Seen,
): Promise<PersonLine[]> {
  const now = clock.now();
  const elsewhere = strangers.locks(now);
  const enrolled = await store.secondFactors.enrolled();
  return (await store.users.everybody(now)).map(({ disabledAt, lockedUntil, ...person }) => {
    const { workNo } = person;
    const until = Math.max(lockedUntil ?? 0, elsewhere.get(workNo) ?? 0);
    return {
      ...person,
      disabled: disabledAt !== null,
      hasFactor: enrolled.has(workNo),
      lockedUntil: until > now ? until : null,
      signedInAt: seen.find((row) => row.workNo === workNo)?.lastSeenAt ?? null,
    };
  });
}

async function desks({ deskKeys, sessions }: HubStore, seen: Seen): Promise<DeskLine[]> {
  const renewed = await sessions.renewals();
  const keys = new Map((await deskKeys.list()).map((row) => [row.deskId, row]));
  const ids = new Set([...seen.map(({ deskId }) => deskId), ...keys.keys()]);
  const lines = [...ids].map((deskId): DeskLine => {
    const last = seen.find((row) => row.deskId === deskId);
    const key = keys.get(deskId);
    const seenAt = Math.max(last?.lastSeenAt ?? 0, renewed.get(deskId) ?? 0);
    const unbound = key?.disabledAt === null ? 'released' : 'none';
    return {
      deskId,
      key: key && key.publicKey !== '' ? 'proven' : unbound,
      disabled: (key?.disabledAt ?? null) !== null,
      seenAt: seenAt === 0 ? null : seenAt,
      workNo: last?.workNo ?? null,
      contract: last?.contract ?? null,
    };
  });
  return lines.toSorted((a, b) => (b.seenAt ?? 0) - (a.seenAt ?? 0)).slice(0, mostDesks);
}
