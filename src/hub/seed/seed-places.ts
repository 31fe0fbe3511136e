import { bureauOf } from '../../shared/domain/office/bureaus.ts';
import { type District, districts } from '../../shared/domain/office/places.ts';
import {
  compounds,
  depths,
  dykes,
  roads,
  shores,
  sites,
  times,
  waters,
} from './data/invented-places.ts';
import type { SeededRandom } from '../../shared/seeded-random.ts';
import type { HandlerKind, PlaceKind } from './ticket-template.ts';

/** An invented address of the wanted kind. */
export function inventAddress(kind: PlaceKind, random: SeededRandom): string {
  const number = Math.floor(random.between(1, 260));
  switch (kind) {
    case 'home':
      return `${random.pick(roads)}${number}号${random.pick(compounds)}${whole(random, 1, 18)}栋${whole(random, 1, 4)}单元`;
    case 'road':
      return random.chance(0.5)
        ? `${random.pick(roads.slice(0, 4))}与${random.pick(roads.slice(4))}交叉口`
        : `${random.pick(roads)}${number}号门前`;
    case 'water':
      return `${random.pick(waters)}${random.pick(shores)}`;
    case 'site':
      return `${random.pick(roads)}${number}号${random.pick(sites)}`;
    case 'office':
      return `${random.pick(roads)}${number}号服务窗口`;
    case 'dyke':
      return `${random.pick(dykes)}${whole(random, 1, 12)}公里处`;
  }
}

/** Districts in the centre bring more demands than the others, as on a real day. */
export function pickDistrict(random: SeededRandom): District {
  return random.chance(0.65) ? random.pick(districts.slice(0, 7)) : random.pick(districts);
}

/** Who handles it, as people call them. */
export function handlerName(handler: HandlerKind, district: District): string {
  if (handler === 'waterGroup') return '市水务集团';
  if (handler === 'enforcement') return '市水务执法总队';
  if (handler === 'discipline') return '纪检部门';
  return bureauOf(district);
}

/** Fills `{at}`, `{when}`, `{depth}` and `{days}` of a template text. */
export function fillTemplate(text: string, at: string, random: SeededRandom): string {
  return text
    .replaceAll('{at}', at)
    .replaceAll('{when}', random.pick(times))
    .replaceAll('{depth}', random.pick(depths))
    .replaceAll('{days}', random.pick(['两', '三', '四', '五']));
}

function whole(random: SeededRandom, from: number, to: number): number {
  return Math.floor(random.between(from, to + 1));
}
