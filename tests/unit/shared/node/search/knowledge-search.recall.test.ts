import { describe, expect, it } from 'vitest';
import { createKnowledge } from '../../../../../src/hub/seed/create-knowledge.ts';
import { createChineseWords } from '../../../../../src/shared/node/search/chinese-words.ts';
import { freshNotices } from '../../../../support/knowledge/fresh-notices.ts';
import { judged, recallOf } from '../../../../support/knowledge/judged.ts';
import { knowledgeStore } from '../../../../support/knowledge/knowledge-store.ts';
import { searchPeers } from '../../../../support/knowledge/search-peers.ts';

const now = Date.UTC(2026, 5, 12);
const words = createChineseWords();
const base = createKnowledge(now);

describe.each([
  { name: 'the base as it is', entries: base, least: 0.95 },
  { name: 'the base with 60 fresh notices', entries: [...base, ...freshNotices(now)], least: 0.9 },
])('$name', ({ entries, least }) => {
  const store = knowledgeStore(words, entries);
  const ours = (text: string) =>
    store.searchKnowledge(text, 50, now).map(({ entry }) => entry.entryNo);

  it.each(['office', 'seen', 'unseen'] as const)(
    'answers the questions of the set %s among the first five',
    (set) => {
      const { recall5, missed } = recallOf(judged[set], ours);
      expect(recall5, missed.join()).toBeGreaterThanOrEqual(set === 'office' ? least : 0.9);
    },
  );

  it('answers more of them than SQLite does without us', () => {
    const { trigram, like } = searchPeers(entries);
    const { recall5 } = recallOf(judged.office, ours);
    expect(recall5).toBeGreaterThan(recallOf(judged.office, trigram).recall5);
    expect(recall5).toBeGreaterThan(recallOf(judged.office, like).recall5);
  });
});

it('counts places from the first, and what is not found as nothing', () => {
  const queries = ['a', 'b', 'c'].map((q) => ({ q, ids: ['right'], kind: 'two' }));
  const answers: Record<string, string[]> = { a: ['right'], b: ['wrong', 'right'] };
  expect(recallOf(queries, (q) => answers[q] ?? [])).toEqual({
    recall1: 1 / 3,
    recall5: 2 / 3,
    mrr: 0.5,
    missed: ['c'],
  });
});
