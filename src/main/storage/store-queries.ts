import type { Database } from 'better-sqlite3';
import { createCallQueries } from './call-queries.ts';
import type { ChineseWords } from '../../shared/node/search/chinese-words.ts';
import { createDraftQueries } from './draft-queries.ts';
import { createIncidentQueries } from './incident-queries.ts';
import { createKnowledgeQueries } from './knowledge-queries.ts';
import { createMetaQueries } from './meta-queries.ts';
import { createOfficeQueries } from './office-queries.ts';
import { createOutboxQueries } from './outbox-queries.ts';
import { createRecordingQueries } from './recording-queries.ts';
import { createTicketQueries } from './ticket-queries.ts';
import { createUploadQueries } from './upload-queries.ts';

/** Everything that can be asked of one connection, by area. */
export type StoreQueries = ReturnType<typeof createStoreQueries>;

export function createStoreQueries(db: Database, words: ChineseWords) {
  return {
    meta: createMetaQueries(db),
    tickets: createTicketQueries(db, words),
    knowledge: createKnowledgeQueries(db, words),
    office: createOfficeQueries(db),
    incidents: createIncidentQueries(db),
    drafts: createDraftQueries(db),
    calls: createCallQueries(db),
    outbox: createOutboxQueries(db),
    recordings: createRecordingQueries(db),
    uploads: createUploadQueries(db),
  };
}
