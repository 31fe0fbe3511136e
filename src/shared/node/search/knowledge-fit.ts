import { type Name, placeIn } from './knowledge-names.ts';
import type { Comparable, WeighedUnit } from './knowledge-rank.ts';
import { unheard } from './sounds.ts';

/** How much of the one name of an entry that says most was written, and what of it; `share` from 0 to 1. */
export interface Fit {
  readonly share: number;
  readonly words: readonly string[];
}

/** A name that was typed as it is goes before one that means the same. */
const asMeant = 0.99;
const none: Fit = { share: 0, words: [] };

/**
 * Whether an entry is what a text is about: not which entry is the best, but whether the best is good enough to be shown to somebody
 * who has asked for nothing. What only sounds alike, or has a character between, says too little for that.
 */
export function fitOf({ names }: Comparable, units: readonly WeighedUnit[]): Fit {
  const shown = units.filter(({ isShown, kind }) => isShown && kind === 'pair');
  let best = none;
  for (const name of names.each) {
    const fit = fitOfName(name, shown);
    const isBetter =
      fit.share > best.share ||
      (fit.share === best.share && fit.words.join('').length > best.words.join('').length);
    if (isBetter) best = fit;
  }
  return best;
}

function fitOfName(name: Name, units: readonly WeighedUnit[]): Fit {
  const isHeld = Array.from(name.squeezed, () => false);
  let meant = 1;
  for (const unit of units) {
    const place = placeIn(name, unit, unheard);
    if (!place) continue;
    isHeld.fill(true, place.at, place.at + place.length);
    if (unit.standsFor !== undefined) meant = asMeant;
  }
  const pieces = Array.from(name.squeezed, (character, at) => (isHeld[at] ? character : ' '))
    .join('')
    .split(' ')
    .filter((piece) => piece !== '');
  // 为什么不管 is not said by 不管 alone, though the rest of it is empty.
  const whole = (name.squeezed.length + name.text.length) / 2;
  return { share: (meant * pieces.join('').length) / Math.max(1, whole), words: pieces };
}
