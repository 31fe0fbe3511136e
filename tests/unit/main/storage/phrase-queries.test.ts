import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createOfficeQueries } from '../../../../src/main/storage/office-queries.ts';
import { createPhraseQueries } from '../../../../src/main/storage/phrase-queries.ts';
import { migrate, readMigrations } from '../../../../src/main/storage/migrate.ts';
import { suppliedPhrases } from '../../../../src/shared/domain/phrases/phrases.ts';
import { sourcePlaces } from '../../../support/host/desk-host.ts';

it('lists what every desk begins with until the office has put in its own, also with pinyin', () => {
  const db = new Database(':memory:');
  migrate(db, readMigrations(sourcePlaces.migrationsDirectory));
  const { listPhrases } = createPhraseQueries(db);
  const begun = listPhrases();
  expect(begun.version).toBe(0);
  expect(begun.phrases).toHaveLength(suppliedPhrases.length);
  expect(begun.phrases.find(({ title }) => title === '已登记交办')?.initials).toBe('ydjjb');
  const put = (version: number, body: unknown) =>
    createOfficeQueries(db).applyOfficeRules([
      { kind: 'phrases', version, body: JSON.stringify(body), byWorkNo: '1001', at: 1 },
    ]);
  put(3, { phrases: [{ code: 'a', title: '请等 5 分钟', scopes: ['answer'], text: '稍等' }] });
  expect(listPhrases()).toMatchObject({ version: 3, phrases: [{ code: 'a', initials: 'qdfz' }] });
  put(4, { phrases: 'unreadable' });
  expect(listPhrases().phrases).toHaveLength(suppliedPhrases.length);
});
