import { bureauOf } from './bureaus.ts';
import { type District, districts } from './places.ts';

/** A telephone on which a department can be reached at once, and when it is answered, as people say it: `24 小时`. */
export interface DutyPhone {
  readonly number: string;
  readonly hours: string;
}

/** Who may be given a ticket (经办部门). `id` is stable and stands in tickets for ever; the name is for people. */
export interface Department {
  readonly id: string;
  readonly name: string;
  /** The zone for which it answers; `null` = the whole city. */
  readonly district: string | null;
  readonly phones: readonly DutyPhone[];
  /** May it be given tickets? One that may not keeps its name, its people and what it has. */
  readonly isActive: boolean;
}

/** One line of the catalogue of dispatch: who handles a matter in a place, and who helps. A hint that a person confirms. */
export interface DispatchRoute {
  /** How the code of the category begins; `''` = any, and none yet. */
  readonly prefix: string;
  /** `null` = wherever it is. */
  readonly district: string | null;
  readonly leadId: string;
  readonly assistIds: readonly string[];
}

/** Departments and the catalogue of dispatch as the office has set them in its `version`-th version; 0 = they came with the program. */
export interface DepartmentCatalogue {
  readonly version: number;
  readonly departments: readonly Department[];
  readonly routes: readonly DispatchRoute[];
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

const department = (id: string, name: string, district: District | null): Department => ({
  id,
  name,
  district,
  phones: [],
  isActive: true,
});

const route = (prefix: string, district: District | null, leadId: string): DispatchRoute => ({
  prefix,
  district,
  leadId,
  assistIds: [],
});

/**
 * Until the office has its own; to be confirmed by the purchaser. Some categories are one office's for the whole city, whatever the place (domain
 * document, section 5). No duty number is known without the office.
 */
export const shippedDepartments: DepartmentCatalogue = {
  version: 0,
  departments: [
    ...districts.map((district) => department(ids[district], bureauOf(district), district)),
    department('group.water', '市水务集团', null),
    department('division.supply', '市水务局供水处', null),
    department('division.works', '市水务局规建处', null),
    department('corps.enforcement', '市水务执法总队', null),
  ],
  routes: [
    route('supply.', null, 'group.water'),
    route('rivers.filling', null, 'corps.enforcement'),
    route('rivers.sand', null, 'corps.enforcement'),
    route('enforcement.', null, 'corps.enforcement'),
    ...districts.map((district) => route('', district, ids[district])),
  ],
};

/** The department with this id, also one that is closed; `null` for one of a newer or older catalogue. */
export function findDepartment(
  { departments }: DepartmentCatalogue,
  id: string,
): Department | null {
  return departments.find((one) => one.id === id) ?? null;
}

/** Its name, or the id itself, so that nothing is shown empty. */
export function departmentName(catalogue: DepartmentCatalogue, id: string): string {
  return findDepartment(catalogue, id)?.name ?? id;
}

/** To whom a ticket may be given. */
export function openDepartments({ departments }: DepartmentCatalogue): readonly Department[] {
  return departments.filter(({ isActive }) => isActive);
}

/** Does the office know it as closed? One that is not known at all is judged by whoever knows more. */
export function isClosedDepartment(catalogue: DepartmentCatalogue, id: string): boolean {
  return findDepartment(catalogue, id)?.isActive === false;
}

/**
 * Who usually handles it, by the line of the catalogue that says most: the longest beginning of the category first, then the one that names
 * the place. A hint, which a person confirms; `null` = no line fits, or only those of closed departments.
 */
export function suggestDepartment(
  catalogue: DepartmentCatalogue,
  categoryCode: string | null,
  district: string | null,
): Pick<DispatchRoute, 'leadId' | 'assistIds'> | null {
  const isOpen = (id: string) => findDepartment(catalogue, id)?.isActive === true;
  const fit = catalogue.routes.filter(
    (line) =>
      (categoryCode ?? '').startsWith(line.prefix) &&
      (line.district === null || line.district === district) &&
      isOpen(line.leadId),
  );
  const [best] = fit.toSorted(
    (a, b) =>
      b.prefix.length - a.prefix.length ||
      Number(a.district === null) - Number(b.district === null),
  );
  if (!best) return null;
  return { leadId: best.leadId, assistIds: best.assistIds.filter(isOpen) };
}
