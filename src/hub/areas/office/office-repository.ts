import type { OfficeRule } from '../../../shared/domain/office/office-rule.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';

/** Rules that the office gives itself. Versions are kept for ever: deadlines name the one by which they were counted. */
export interface OfficeRepository {
  /** Adds a version; throws for one that there is. Belongs in one transaction with a row of the feed. */
  add(rule: OfficeRule): Promise<void>;
  /** The newest version of each kind, of all kinds or of those named, by kind. */
  newest(kinds?: readonly string[]): Promise<readonly OfficeRule[]>;
  /** The newest version of a kind that was put in by then; `null` = there was none. */
  inForce(kind: string, at: number): Promise<OfficeRule | null>;
  /** `null` = there is no such version. */
  version(kind: string, version: number): Promise<OfficeRule | null>;
}

type OfficeTables = {
  office_rules: { kind: string; version: number; body: string; by_work_no: string; at: number };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly office: OfficeRepository;
  }
}

export function createOfficeRepository(hub: HubDatabase): OfficeRepository {
  const db = hub.withTables<OfficeTables>();
  return {
    async add({ kind, version, body, byWorkNo, at }) {
      await db
        .insertInto('office_rules')
        .values({ kind, version, body, by_work_no: byWorkNo, at })
        .execute();
    },
    async inForce(kind, at) {
      const row = await db
        .selectFrom('office_rules')
        .selectAll()
        .where('kind', '=', kind)
        .where('at', '<=', at)
        .orderBy('version', 'desc')
        .executeTakeFirst();
      return row ? ruleOf(row) : null;
    },
    async version(kind, version) {
      const row = await db
        .selectFrom('office_rules')
        .selectAll()
        .where('kind', '=', kind)
        .where('version', '=', version)
        .executeTakeFirst();
      return row ? ruleOf(row) : null;
    },
    async newest(kinds) {
      const newest = db
        .selectFrom('office_rules')
        .select(({ fn }) => ['kind', fn.max('version').as('version')])
        .groupBy('kind');
      const rows = await db
        .selectFrom('office_rules')
        .innerJoin(newest.as('newest'), (join) =>
          join
            .onRef('newest.kind', '=', 'office_rules.kind')
            .onRef('newest.version', '=', 'office_rules.version'),
        )
        .selectAll('office_rules')
        .$if(kinds !== undefined, (query) => query.where('office_rules.kind', 'in', kinds ?? []))
        .orderBy('office_rules.kind')
        .execute();
      return rows.map(ruleOf);
    },
  };
}

function ruleOf({ by_work_no, ...row }: OfficeTables['office_rules']): OfficeRule {
  return { ...row, byWorkNo: by_work_no };
}
