import type { ListedPhrase, Phrase } from '../../domain/phrases/phrases.ts';
import { suppliedSearchWords } from './search-words.ts';
import { type Sounds, createSounds } from './sounds.ts';

let sounds: Sounds | null = null;

/** With the first letters of each title's usual readings: `ydj` for 已登记. What is no Chinese character is left out. */
export function listedPhrases(phrases: readonly Phrase[]): ListedPhrase[] {
  const { readingsOf } = (sounds ??= createSounds(suppliedSearchWords));
  return phrases.map((phrase) => {
    const initials = Array.from(phrase.title, (character) => readingsOf(character)[0]?.[0] ?? '');
    return { ...phrase, initials: initials.join('') };
  });
}
