import { judgedRunSchema } from '../../../shared/contract/knowledge/runs-schemas.ts';
import type { JudgedRun } from '../../../shared/domain/knowledge/judged-runs.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { parseBodies } from '../../storage/parse-body.ts';

/** What the search answered in each night. */
export interface JudgedRunsRepository {
  /** Keeps the run of a day; one that is kept stays as it is. */
  add(run: JudgedRun): Promise<void>;
  /** The newest `limit`, the oldest of them first. */
  last(limit: number): Promise<readonly JudgedRun[]>;
}

type RunTables = { knowledge_judged_runs: { day: string; at: number; body: string } };

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly judgedRuns: JudgedRunsRepository;
  }
}

export function createJudgedRunsRepository(hub: HubDatabase): JudgedRunsRepository {
  const db = hub.withTables<RunTables>();
  return {
    async add(run) {
      await db
        .insertInto('knowledge_judged_runs')
        .values({ day: run.day, at: run.at, body: JSON.stringify(run) })
        .onConflict((conflict) => conflict.column('day').doNothing())
        .execute();
    },
    async last(limit) {
      const rows = await db
        .selectFrom('knowledge_judged_runs')
        .select('body')
        .orderBy('day', 'desc')
        .limit(limit)
        .execute();
      return parseBodies(
        judgedRunSchema,
        rows.map(({ body }) => body),
      ).toReversed();
    },
  };
}
