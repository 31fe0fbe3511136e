import type { KnowledgeEntry } from '../../domain/knowledge/knowledge.ts';
import { type Name, placeIn, searchable } from './knowledge-names.ts';
import type { WeighedUnit } from './knowledge-rank.ts';

const before = 16;
const length = 120;
const mostWords = 20;
const longestWord = 40;

interface Matched {
  readonly names: readonly Name[];
  /** What is shown besides the title. */
  readonly text: string;
  readonly units: readonly WeighedUnit[];
}

/** What of an entry was matched, as it stands there: neighbours are one word, and what was heard is what the entry writes. */
export function marksOf(
  { title }: Pick<KnowledgeEntry, 'title'>,
  { names, text, units }: Matched,
): string[] {
  const shown = units.filter(({ isShown }) => isShown);
  const lookedAt = [searchable(title), searchable(text)];
  const written = shown.flatMap((unit) => {
    if (lookedAt.some((place) => place.includes(unit.text))) return [unit.text];
    return names.flatMap((name) => {
      const place = placeIn(name, unit, unit.sound);
      return place ? [name.squeezed.slice(place.at, place.at + place.length)] : [];
    });
  });
  const marks = new Set(lookedAt.flatMap((place) => coveredBy(place, written)));
  return [...marks].slice(0, mostWords).map((word) => word.slice(0, longestWord));
}

function placesOf(text: string, word: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at);
  return places;
}

/** The longest pieces of `text` that are made of `words`. */
function coveredBy(text: string, words: readonly string[]): string[] {
  const isCovered = new Uint8Array(text.length);
  for (const word of words)
    for (const at of placesOf(text, word)) isCovered.fill(1, at, at + word.length);
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (isCovered[at] === 0) continue;
    const from = at;
    while (at < text.length && isCovered[at] === 1) at += 1;
    pieces.push(text.slice(from, at));
  }
  return pieces;
}

/** Some 120 characters where most of `words` stand together, one line, with … where text was left out. */
export function excerptOf(text: string, words: readonly string[]): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const lower = line.toLowerCase();
  const places = words.flatMap((word) =>
    placesOf(lower, word.toLowerCase()).map((at) => ({ word, at })),
  );
  const shownFrom = (start: number) => {
    const near = places.filter(({ at }) => at >= start && at < start + length - 2 * before);
    return [...new Set(near.map(({ word }) => word))].join('').length;
  };
  const best = places
    .map(({ at }) => ({ at, shown: shownFrom(at) }))
    .toSorted((a, b) => b.shown - a.shown || a.at - b.at)[0]?.at;
  const from = best === undefined ? 0 : Math.max(0, best - before);
  const cut = [...line.slice(from)].slice(0, length).join('');
  return `${from > 0 ? '…' : ''}${cut}${from + cut.length < line.length ? '…' : ''}`;
}
