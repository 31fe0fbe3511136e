import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKnowledge } from '../../../../src/hub/seed/create-knowledge.ts';
import {
  type ChineseWords,
  createChineseWords,
} from '../../../../src/shared/node/search/chinese-words.ts';
import {
  type KnowledgeQueries,
  createKnowledgeQueries,
} from '../../../../src/main/storage/knowledge-queries.ts';
import { migrate, readMigrations } from '../../../../src/main/storage/migrate.ts';
import type { KnowledgeEntry } from '../../../../src/shared/domain/knowledge/knowledge.ts';
import { sourcePlaces } from '../../../support/host/desk-host.ts';
import { aKnowledgeEntry } from '../../../support/hub-values.ts';

const now = Date.UTC(2026, 5, 12);

describe('the knowledge search', () => {
  let words: ChineseWords;
  let knowledge: KnowledgeQueries;
  beforeAll(() => {
    words = createChineseWords();
  });
  beforeEach(() => {
    const db = new Database(':memory:');
    migrate(db, readMigrations(sourcePlaces.migrationsDirectory));
    knowledge = createKnowledgeQueries(db, words);
  });
  const entry = (changes: Partial<KnowledgeEntry>): KnowledgeEntry => ({
    ...aKnowledgeEntry(randomUUID()),
    title: '',
    body: '',
    answer: '',
    synonyms: [],
    validFrom: 0,
    updatedAt: 1,
    ...changes,
  });
  const titles = (text: string, limit = 10) =>
    knowledge.searchKnowledge(text, limit, now).map((hit) => hit.entry.title);

  it.each(['积水', '水压', '停水', '路面', '渍水'])(
    'finds the two-character word %s in the middle of a sentence',
    (word) => {
      knowledge.applyKnowledge([
        entry({
          title: '甲',
          body: '连日大雨后路面积水严重，低处渍水，用户反映水压不足，小区停水两天',
        }),
        entry({ title: '乙', body: '与此无关的内容' }),
      ]);
      expect(titles(word)).toEqual(['甲']);
    },
  );

  it('finds by a synonym that citizens use', () => {
    knowledge.applyKnowledge([entry({ title: '道路积水处置', synonyms: ['淹水', '水漫金山'] })]);
    expect([titles('淹水'), titles('水漫金山')]).toEqual([['道路积水处置'], ['道路积水处置']]);
  });

  it.each(['ts', 'TS', 'tingshui', 'tsgg', 'xqts', 'tings'])(
    'finds 小区停水公告 by the pinyin %s',
    (text) => {
      knowledge.applyKnowledge([entry({ title: '小区停水公告' }), entry({ title: '水费' })]);
      expect(titles(text)).toEqual(['小区停水公告']);
    },
  );

  it('finds by entry number and by a single character', () => {
    knowledge.applyKnowledge([
      entry({ title: '水费', entryNo: 'K-0217' }),
      entry({ title: '电', entryNo: 'K-0001' }),
    ]);
    expect([titles('K-0217')[0], titles('0217'), titles('费')]).toEqual([
      '水费',
      ['水费'],
      ['水费'],
    ]);
  });

  it('puts hits in the title first, then the newest', () => {
    knowledge.applyKnowledge([
      entry({ title: '旧标题停水', updatedAt: 1 }),
      entry({ title: '正文新', body: '停水', updatedAt: 9 }),
      entry({ title: '新标题停水', updatedAt: 5 }),
    ]);
    expect(titles('停水')).toEqual(['新标题停水', '旧标题停水', '正文新']);
  });

  it('puts entries with every word before those with some, and ignores empty words', () => {
    knowledge.applyKnowledge([
      entry({ title: '停水', updatedAt: 9 }),
      entry({ title: '高层停水', body: '水压', updatedAt: 1 }),
    ]);
    expect(titles('请问停水了水压怎么办')).toEqual(['高层停水', '停水']);
  });

  it('shows only what is in force', () => {
    knowledge.applyKnowledge([
      entry({ title: '停水未到', validFrom: now + 1 }),
      entry({ title: '停水已过', validUntil: now }),
      entry({ title: '停水有效', validUntil: now + 1 }),
    ]);
    expect(titles('停水')).toEqual(['停水有效']);
    expect(titles('')).toEqual(['停水有效']);
  });

  it('forgets the words of an older version', () => {
    const first = entry({ title: '停水' });
    knowledge.applyKnowledge([first]);
    knowledge.applyKnowledge([{ ...first, title: '水费', version: 2 }]);
    expect([titles('停水'), titles('水费')]).toEqual([[], ['水费']]);
  });

  it('gives an excerpt around the word and the words to mark', () => {
    knowledge.applyKnowledge([
      entry({ title: '甲', body: `${'前'.repeat(100)}停水${'后'.repeat(200)}` }),
    ]);
    const [hit] = knowledge.searchKnowledge('停水', 5, now);
    expect(hit?.words).toEqual(['停水']);
    expect(hit?.excerpt).toMatch(/^…前+停水后+…$/);
    expect(hit?.excerpt.length).toBeLessThanOrEqual(400);
  });

  it.each([
    '"',
    "'; DROP TABLE knowledge",
    'a AND b',
    '停水"*',
    '()',
    'NEAR(停水)',
    'SW2026-1',
    '%',
    ' ',
  ])('takes %s as text', (text) => {
    knowledge.applyKnowledge([entry({ title: '停水' })]);
    expect(['', '停水']).toContain(titles(text).join());
    expect(titles('停水')).toEqual(['停水']);
  });

  it('finds 积水, 水压 and 停水 in the seeded knowledge base', () => {
    knowledge.applyKnowledge(createKnowledge(now));
    for (const word of ['积水', '水压', '停水']) expect(titles(word, 50).length).toBeGreaterThan(0);
  });
});
