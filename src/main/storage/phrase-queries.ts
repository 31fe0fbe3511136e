import type { Database } from 'better-sqlite3';
import type { OfficeRule } from '../../shared/domain/office/office-rule.ts';
import {
  type ListedPhrase,
  type Phrase,
  phrasesRule,
} from '../../shared/domain/phrases/phrases.ts';
import { readPhrases } from '../../shared/kept/phrases-rule.ts';
import { suppliedSearchWords } from '../../shared/node/search/search-words.ts';
import { type Sounds, createSounds } from '../../shared/node/search/sounds.ts';

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
  let sounds: Sounds | null = null;
  return {
    listPhrases(): ListedPhrases {
      const put = rule.get(phrasesRule);
      const { readingsOf } = (sounds ??= createSounds(suppliedSearchWords));
      const phrases = readPhrases(put).map((phrase) => listed(phrase, readingsOf));
      return { phrases, version: put?.version ?? 0 };
    },
  };
}

/** With the first letters of its title's usual readings: `ydj` for 已登记. What is no Chinese character is left out. */
function listed(phrase: Phrase, readingsOf: Sounds['readingsOf']): ListedPhrase {
  const initials = Array.from(phrase.title, (character) => readingsOf(character)[0]?.[0] ?? '');
  return { ...phrase, initials: initials.join('') };
}
