import type { PlaceWords } from './place-words.ts';

/** How a text sounds, one string for each way of reading it; texts that share one are homophones. */
export type SoundsOf = (text: string) => readonly string[];

/** A landmark of this kind alone says nothing: there is one on every street. */
const anywhere =
  /^(?:地铁站?|小区|学校|小学|中学|医院|菜场|超市|公交站|加油站|工地|广场|[a-z]?\d*(?:栋|号楼|单元|楼|门|口|出口))+$/u;

/**
 * Do two callers speak of one place? Words may be left out (district, road before a landmark, 号 behind a crossing) and may be written by
 * sound, but what both say must agree: no number, building or road is taken for another. A place that says nothing is no place.
 */
export function isSamePlace(a: PlaceWords, b: PlaceWords, soundsOf: SoundsOf): boolean {
  if (a.district !== null && b.district !== null && a.district !== b.district) return false;
  const roads = compareRoads(a, b, soundsOf);
  const numbers = compareNumbers(a, b);
  const landmarks = compareLandmarks(a.landmark, b.landmark, soundsOf);
  if ([roads, numbers, landmarks].includes('other')) return false;
  const isNamed = landmarks === 'same' && !isAnywhere(a.landmark) && !isAnywhere(b.landmark);
  if (roads !== 'same') return isNamed && numbers !== 'oneOnly';
  if (numbers === 'same' || a.isCrossing) return true;
  if (numbers === 'oneOnly') return isNamed;
  return landmarks !== 'oneOnly';
}

/** `oneOnly` = one says it and the other does not; `none` = neither does. */
type Comparison = 'same' | 'other' | 'oneOnly' | 'none';

function compareRoads(a: PlaceWords, b: PlaceWords, soundsOf: SoundsOf): Comparison {
  const [fewer, more] = [a.roads, b.roads].toSorted((x, y) => x.length - y.length);
  if (!fewer || !more || more.length === 0) return 'none';
  if (fewer.length === 0) return 'oneOnly';
  const isMatched = more.every((name) => fewer.some((other) => isAlike(name, other, soundsOf)));
  return isMatched && fewer.length === more.length && a.isCrossing === b.isCrossing
    ? 'same'
    : 'other';
}

function compareNumbers({ numbers: a }: PlaceWords, { numbers: b }: PlaceWords): Comparison {
  if (a === null && b === null) return 'none';
  if (a === null || b === null) return 'oneOnly';
  if (a.to < b.from || b.to < a.from) return 'other';
  // Odd and even numbers stand on two sides of a street.
  const isOtherSide = isOneSide(a) && isOneSide(b) && (a.from - b.from) % 2 !== 0;
  return isOtherSide ? 'other' : 'same';
}

function isOneSide({ from, to }: { readonly from: number; readonly to: number }): boolean {
  return (to - from) % 2 === 0;
}

function compareLandmarks(a: string, b: string, soundsOf: SoundsOf): Comparison {
  if (a === '' && b === '') return 'none';
  if (a === '' || b === '') return 'oneOnly';
  if (isAlike(a, b, soundsOf)) return 'same';
  const [shorter = '', longer = ''] = [a, b].toSorted((x, y) => x.length - y.length);
  const [short, long] = [marksOf(shorter), marksOf(longer)];
  // 3栋 and 5栋 of one compound are two; the compound alone holds both.
  const isMarkedApart = short.length > 0 && short.join(' ') !== long.join(' ');
  const isHeld = holds(longer, shorter, soundsOf);
  return shorter.length >= 3 && isHeld && !isMarkedApart && !isAnywhere(shorter) ? 'same' : 'other';
}

/** Numbers and letters of buildings, exits, stations. */
function marksOf(landmark: string): readonly string[] {
  return landmark.match(/[0-9a-z]+/gu) ?? [];
}

function isAnywhere(landmark: string): boolean {
  return anywhere.test(landmark);
}

/** From its beginning: a number within a longer number is another number. */
function holds(longer: string, shorter: string, soundsOf: SoundsOf): boolean {
  const edge = longer.charAt(shorter.length);
  if (/[0-9a-z]$/u.test(shorter) && /[0-9a-z]/u.test(edge)) return false;
  return isAlike(longer.slice(0, shorter.length), shorter, soundsOf);
}

function isAlike(a: string, b: string, soundsOf: SoundsOf): boolean {
  if (a === b) return true;
  if (a.length !== b.length || marksOf(a).join(' ') !== marksOf(b).join(' ')) return false;
  const heard = soundsOf(b);
  return soundsOf(a).some((sound) => heard.includes(sound));
}
