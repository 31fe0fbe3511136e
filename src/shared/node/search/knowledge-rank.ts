import { z } from 'zod';
import { fillIn } from '../../domain/knowledge/fill-in.ts';
import { readBody } from '../../kept/body.ts';
import { type NameMeans, type Names, type Place, namesOf, placeIn } from './knowledge-names.ts';
import type { Unit } from './knowledge-question.ts';
import type { Heard } from './sounds.ts';

/** A unit of a question with how rare it is among what was found, and how it sounds, where it may be typed wrong. */
export interface WeighedUnit extends Unit {
  readonly rarity: number;
  readonly sound: Heard;
}

/** An entry as it is compared. */
export interface Comparable {
  readonly title: string;
  readonly categoryCode: string;
  readonly names: Names;
  /** Spoken wording, answer and body, as searched. */
  readonly texts: readonly { readonly text: string; readonly level: number }[];
}

/** What is compared of an entry. It is not shown: it need not be cleaned, which takes most of the reading of a whole entry. */
const comparedSchema = z.object({
  entryNo: z.string(),
  title: z.string(),
  categoryCode: z.string(),
  synonyms: z.array(z.string()),
  wording: z.object({ spoken: z.string() }).optional(),
  answer: z.string(),
  body: z.string(),
});

/** How much a place says of what an entry is about. */
const levels = { title: 4, synonym: 4, spoken: 2, answer: 1.5, body: 1 } as const;
/** A word that is found in a second place says this much more. */
const again = 0.25;
const matches = { written: 1, same: 0.7, near: 0.4 } as const;
/** How much more counts what is said by one name than by several. */
const focus = 4;

/** Reads a kept entry for comparing; `null` when this program cannot read it. */
export function readComparable(body: string, means: NameMeans): Comparable | null {
  const read = readBody(comparedSchema, body, 'strip');
  if (!read.ok) return null;
  const { wording, answer, body: text } = read.value;
  return {
    title: read.value.title,
    categoryCode: read.value.categoryCode,
    names: namesOf(read.value, means),
    texts: [
      { text: wording ? fillIn(wording.spoken, null).toLowerCase() : '', level: levels.spoken },
      { text: answer.toLowerCase(), level: levels.answer },
      { text: text.toLowerCase(), level: levels.body },
    ],
  };
}

/**
 * How well an entry answers. Each unit counts once, by the best place that has it, by its weight and by its rarity; and the one
 * name counts that says most of what was asked, by the share of it that was asked: 停水 is 停水 more than 停水公告 is.
 */
export function scoreOf({ names, texts }: Comparable, units: readonly WeighedUnit[]): number {
  const { each } = names;
  const said = each.map(() => 0);
  const held = each.map(() => new Set<number>());
  let covered = 0;
  const standIns = new Map<number, number>();
  for (const unit of units) {
    const worth = unit.weight * unit.rarity;
    const best = { title: 0, synonym: 0 };
    const isNamed = unit.kind !== 'pair' || names.mayHave(unit.text, unit.sound);
    (isNamed ? each : []).forEach((name, which) => {
      const place = placeIn(name, unit, unit.sound);
      if (place === null) return;
      const level = matches[place.match];
      const kind = name.isTitle ? 'title' : 'synonym';
      best[kind] = Math.max(best[kind], level);
      said[which] = (said[which] ?? 0) + worth * level;
      hold(held[which], place);
    });
    const text = texts.find((one) => one.text.includes(unit.text))?.level ?? 0;
    const value = worth * levelOf(best.title * levels.title, best.synonym * levels.synonym, text);
    const { standsFor } = unit;
    if (standsFor === undefined) covered += value;
    else standIns.set(standsFor, Math.max(value, standIns.get(standsFor) ?? 0));
  }
  const named = each.map(({ squeezed }, which) => {
    const share = Math.min(1, (held[which]?.size ?? 0) / squeezed.length);
    return (said[which] ?? 0) * share;
  });
  const meant = [...standIns.values()].reduce((sum, value) => sum + value, 0);
  return covered + meant + focus * Math.max(0, ...named);
}

function hold(held: Set<number> | undefined, { at, length }: Place): void {
  for (let which = at; which < at + length; which += 1) held?.add(which);
}

function levelOf(...found: readonly number[]): number {
  const [best = 0, second = 0] = found.toSorted((a, b) => b - a);
  return best + again * second;
}
