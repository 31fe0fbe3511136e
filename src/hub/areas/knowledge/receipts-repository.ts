import type { ReadReceipt } from '../../../shared/domain/knowledge/must-read.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';

/** Who has confirmed that an entry was read. Kept for ever: it is what somebody has said. */
export interface ReceiptsRepository {
  /** Keeps the first time that somebody confirms a version. */
  add(receipt: ReadReceipt): Promise<void>;
  /** Of these entries, in all their versions. */
  of(entryIds: readonly string[]): Promise<readonly ReadReceipt[]>;
}

type ReceiptTables = {
  knowledge_read: { entry_id: string; version: number; work_no: string; at: number };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly receipts: ReceiptsRepository;
  }
}

export function createReceiptsRepository(hub: HubDatabase): ReceiptsRepository {
  const db = hub.withTables<ReceiptTables>();
  return {
    async add({ entryId, version, workNo, at }) {
      await db
        .insertInto('knowledge_read')
        .values({ entry_id: entryId, version, work_no: workNo, at })
        .onConflict((conflict) => conflict.columns(['entry_id', 'version', 'work_no']).doNothing())
        .execute();
    },
    async of(entryIds) {
      if (entryIds.length === 0) return [];
      const rows = await db
        .selectFrom('knowledge_read')
        .selectAll()
        .where('entry_id', 'in', entryIds)
        .execute();
      return rows.map(({ entry_id, work_no, version, at }) => ({
        entryId: entry_id,
        version,
        workNo: work_no,
        at,
      }));
    },
  };
}
