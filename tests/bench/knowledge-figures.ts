import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKnowledge } from '../../src/hub/seed/create-knowledge.ts';
import type { ChineseWords } from '../../src/shared/node/search/chinese-words.ts';
import { createKnowledgeQueries } from '../../src/main/storage/knowledge-queries.ts';
import { createKnowledgeSearch } from '../../src/shared/node/search/knowledge-search.ts';
import { readMigrations } from '../../src/main/storage/migrate.ts';
import { openDatabase, openForReading } from '../../src/main/storage/open-database.ts';
import type { KnowledgeEntry } from '../../src/shared/domain/knowledge/knowledge.ts';
import { freshNotices } from '../support/knowledge/fresh-notices.ts';
import { judged, recallOf } from '../support/knowledge/judged.ts';
import { knowledgeStore } from '../support/knowledge/knowledge-store.ts';
import { manyEntries } from '../support/knowledge/many-entries.ts';
import { searchPeers } from '../support/knowledge/search-peers.ts';
import { figureOf, print, round } from './figure.ts';

const now = Date.UTC(2026, 5, 12);
const rounds = 5;
const fullBase = 5000;
/** What the desk's page asks for. */
const shown = 20;

/** Shares of judged questions, ours beside SQLite's own means in the same run; they are no samples, so they have no percentiles. */
function printRecall(words: ChineseWords, name: string, entries: readonly KnowledgeEntry[]): void {
  const store = knowledgeStore(words, entries);
  const ours = (text: string) =>
    store.searchKnowledge(text, 50, now).map(({ entry }) => entry.entryNo);
  const searches = { ours, ...searchPeers(entries) };
  for (const [set, queries] of Object.entries(judged))
    for (const [by, search] of Object.entries(searches)) {
      const { recall1, recall5, mrr } = recallOf(queries, search);
      const shares = { recall1: round(recall1), recall5: round(recall5), mrr: round(mrr) };
      const about = { set, by, n: queries.length, entries: entries.length };
      process.stdout.write(`${JSON.stringify({ name, unit: 'share', ...about, ...shares })}\n`);
    }
}

/** One question of each judged set after the other, of an encrypted desk; the first round is not counted. */
function printTimes(words: ChineseWords, entries: readonly KnowledgeEntry[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-knowledge-'));
  const [file, key] = [join(folder, 'desk.db'), randomBytes(32)];
  const migrations = readMigrations(join(import.meta.dirname, '../../src/main/storage/migrations'));
  try {
    const { db } = openDatabase({ file, key, migrations, now: 0 });
    createKnowledgeQueries(db, words).applyKnowledge(entries);
    db.close();
    const reader = openForReading(file, key);
    const { searchKnowledge } = createKnowledgeSearch(reader, words);
    const questions = Object.values(judged).flat();
    const wall: number[] = [];
    const processor: number[] = [];
    for (let round = 0; round <= rounds; round += 1)
      for (const { q } of questions) {
        const [before, used] = [performance.now(), process.threadCpuUsage()];
        searchKnowledge(q, shown, now);
        const { user, system } = process.threadCpuUsage(used);
        if (round === 0) continue;
        wall.push(performance.now() - before);
        processor.push((user + system) / 1000);
      }
    reader.close();
    print(figureOf('knowledge.ask', 'ms', wall, { entries: entries.length }));
    print(figureOf('knowledge.askProcessor', 'ms', processor, { entries: entries.length }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the knowledge search finds and how long one question takes. */
export function printKnowledge(words: ChineseWords): void {
  const base = createKnowledge(now);
  const withNotices = [...base, ...freshNotices(now)];
  printRecall(words, 'knowledge.base', base);
  printRecall(words, 'knowledge.withNotices', withNotices);
  printTimes(words, base);
  printTimes(words, manyEntries(withNotices, fullBase));
}
