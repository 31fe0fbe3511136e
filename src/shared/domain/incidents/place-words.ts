import { districts } from '../office/places.ts';

/** What a caller's words say of a place, read so that two ways of saying it compare equal. */
export interface PlaceWords {
  /** The legal district, where the words name one. A functional zone lies in several of them and tells nothing apart. */
  readonly district: string | null;
  readonly roads: readonly string[];
  /** 与…交叉口. */
  readonly isCrossing: boolean;
  /** House number, or from–to; both sides of a street where the ends differ in parity. */
  readonly numbers: { readonly from: number; readonly to: number } | null;
  /** What else is said: a compound, a station, a building. */
  readonly landmark: string;
}

/** The first thirteen of the list; the zones behind them lie in several of these. */
const legalDistricts: readonly string[] = districts.slice(0, 13);
const zones: readonly string[] = districts.slice(13);

const crossingWords =
  /交叉路口|交叉口|交汇处|交汇口|交会处|交界处|交界|(?:十|10)字路口|丁字路口|路口|转角|拐角|相交/gu;
/** 青年路口 is the crossing of 青年路. */
const shortCrossing = /(?<!大道|大街|路|街|巷|弄|叉|字)路口/gu;
/** What callers add and no map knows. */
const fillers =
  /附近|旁边|门口|门前|对面|里面|这里|这边|那里|那边|一带|路段|左右|往东|往西|往南|往北|的/gu;
const roadEnd = '大道|大街|路|街|巷|弄';
const betweenRoads = new RegExp(`(?<=${roadEnd})(?:与|和|跟|同|及|至|到|、|,|/|-)+`, 'gu');
/** 街道口 is a place of its own and no road. */
const road = new RegExp(`[\\p{Script=Han}\\d]{1,8}?(?:${roadEnd})(?!道口|道办)`, 'gu');
/** 2号线, 3号楼 and 1号门 are no house numbers. */
const houseNumber = /(\d{1,5})(?:号?[-~至到](\d{1,5}))?号(?!线|楼|栋|门|口)/u;

/** Reads an address as it was typed. `district` is the form's own field, which goes before what the text says. */
export function readPlace(typed: string, district: string | null): PlaceWords {
  const clean = withDigits(
    typed
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s。；;！!？?]/gu, ''),
  )
    .replaceAll(/[—–－―]/gu, '-')
    .replaceAll('，', ',');
  const { rest: local, named } = withoutCity(clean);
  const isCrossing = new RegExp(crossingWords.source, 'u').test(local);
  const words = local
    .replaceAll(shortCrossing, '路|')
    .replaceAll(crossingWords, '|')
    .replaceAll(betweenRoads, '|')
    .replaceAll(fillers, '');
  const roads = [...new Set(words.match(road) ?? [])];
  const behind = words.replaceAll(road, '|');
  const [found = '', first, last] = houseNumber.exec(behind) ?? [];
  const landmark = behind.replace(found, '|').replaceAll(/[|,、()（）/\-~]/gu, '');
  const legal = legalDistricts.find((name) => name === district);
  return {
    district: legal ?? (district === null || district === '' ? named : null),
    roads,
    isCrossing: isCrossing && roads.length > 1,
    numbers: first === undefined ? null : numbersOf(Number(first), Number(last ?? first)),
    landmark,
  };
}

/** `12-3号` is number 12, part 3: no range goes down. */
function numbersOf(from: number, to: number): PlaceWords['numbers'] {
  return to > from ? { from, to } : { from, to: from };
}

function withoutCity(text: string): { rest: string; named: string | null } {
  const local = text.replace(/^(?:湖北省?|武汉市)*(?=武汉)/u, '');
  const zone = zones.find((name) => local.startsWith(name));
  if (zone !== undefined) return { rest: local.slice(zone.length), named: null };
  const inCity = local.replace(/^(?:武汉市?)+/u, '');
  const named = legalDistricts.find((name) => inCity.startsWith(name)) ?? null;
  return { rest: inCity.slice(named?.length ?? 0), named };
}

const digits = '〇一二三四五六七八九';

/** Chinese numerals as digits: 十二号 is 12号, and 前进一路 is 前进1路 wherever it stands. */
function withDigits(text: string): string {
  return text.replaceAll(/[〇零一二三四五六七八九十]+/gu, (run) => {
    const plain = run.replaceAll('零', '〇');
    const [, tens, ones] = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/u.exec(plain) ?? [];
    if (tens !== undefined)
      return String((tens === '' ? 1 : digits.indexOf(tens)) * 10 + digitOf(ones ?? ''));
    if (plain.includes('十')) return run;
    return [...plain].map(digitOf).join('');
  });
}

function digitOf(character: string): number {
  return Math.max(0, digits.indexOf(character));
}
