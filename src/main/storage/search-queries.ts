import type { Database } from 'better-sqlite3';
import { createCallQueries } from './call-queries.ts';
import type { ChineseWords } from '../../shared/node/search/chinese-words.ts';
import { createIncidentQueries } from './incident-queries.ts';
import { createKnowledgeSearch } from '../../shared/node/search/knowledge-search.ts';
import { createTicketListQueries } from './ticket-list-queries.ts';

/** Lists and searches: what an agent waits for who looks for something. */
export function createSearchQueries(db: Database, words: ChineseWords) {
  const { listCalls, missedCalls } = createCallQueries(db);
  return {
    tickets: createTicketListQueries(db, words),
    knowledge: createKnowledgeSearch(db, words),
    incidents: createIncidentQueries(db),
    calls: { listCalls, missedCalls },
  };
}
