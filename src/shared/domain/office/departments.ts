import { bureauOf } from './bureaus.ts';
import { type District, districts } from './places.ts';

/** Who may be given a ticket (经办部门). `id` is stable and stands in tickets; the name is for people. */
export interface Department {
  readonly id: string;
  readonly name: string;
  /** The zone for which it answers; `null` = the whole city. */
  readonly district: District | null;
}

const ids: Readonly<Record<District, string>> = {
  江岸区: 'bureau.jiangan',
  江汉区: 'bureau.jianghan',
  硚口区: 'bureau.qiaokou',
  汉阳区: 'bureau.hanyang',
  武昌区: 'bureau.wuchang',
  青山区: 'bureau.qingshan',
  洪山区: 'bureau.hongshan',
  东西湖区: 'bureau.dongxihu',
  汉南区: 'bureau.hannan',
  蔡甸区: 'bureau.caidian',
  江夏区: 'bureau.jiangxia',
  黄陂区: 'bureau.huangpi',
  新洲区: 'bureau.xinzhou',
  武汉经开区: 'bureau.jingkai',
  东湖高新区: 'bureau.gaoxin',
  东湖风景区: 'bureau.fengjing',
  长江新区: 'bureau.changjiang',
};

/** The catalogue until the office keeps its own; to be confirmed by the purchaser. */
export const departments: readonly Department[] = [
  ...districts.map((district) => ({ id: ids[district], name: bureauOf(district), district })),
  { id: 'group.water', name: '市水务集团', district: null },
  { id: 'division.supply', name: '市水务局供水处', district: null },
  { id: 'division.works', name: '市水务局规建处', district: null },
  { id: 'corps.enforcement', name: '市水务执法总队', district: null },
];

const byId = new Map(departments.map((department) => [department.id, department]));

/** The department with this id, or `null` for one of a newer or older catalogue. */
export function findDepartment(id: string): Department | null {
  return byId.get(id) ?? null;
}

/** Its name, or the id itself, so that nothing is shown empty. */
export function departmentName(id: string): string {
  return findDepartment(id)?.name ?? id;
}

/** Categories that one office of the whole city handles, whatever the place (domain document, section 5). */
const cityWide: readonly (readonly [prefix: string, id: string])[] = [
  ['supply.', 'group.water'],
  ['rivers.filling', 'corps.enforcement'],
  ['rivers.sand', 'corps.enforcement'],
  ['enforcement.', 'corps.enforcement'],
];

/** Who usually handles it: a hint from category and place, which a person confirms. `null` = neither says. */
export function suggestDepartment(
  categoryCode: string | null,
  district: string | null,
): Department | null {
  const wide = cityWide.find(([prefix]) => categoryCode?.startsWith(prefix));
  if (wide) return findDepartment(wide[1]);
  return departments.find((one) => one.district !== null && one.district === district) ?? null;
}
