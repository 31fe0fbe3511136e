import type { Database } from 'better-sqlite3';
import type { OfficeRule } from '../../shared/domain/office/office-rule.ts';
import { type ListedPhrase, phrasesRule } from '../../shared/domain/phrases/phrases.ts';
import { readPhrases } from '../../shared/kept/phrases-rule.ts';
import { listedPhrases } from '../../shared/node/search/listed-phrases.ts';

export interface ListedPhrases {
  readonly phrases: readonly ListedPhrase[];
  /** 0 = the office has put in none, and these are what every desk begins with. */
  readonly version: number;
}

/** The office's text modules on this desk. */
export function createPhraseQueries(db: Database) {
  const rule = db.prepare<[string], Pick<OfficeRule, 'version' | 'body'>>(
    'SELECT version, body FROM office_rules WHERE kind = ?',
  );
  return {
    listPhrases(): ListedPhrases {
      const put = rule.get(phrasesRule);
      return { phrases: listedPhrases(readPhrases(put)), version: put?.version ?? 0 };
    },
  };
}
