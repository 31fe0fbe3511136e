import { categories } from './categories.ts';
import {
  type Department,
  type DepartmentCatalogue,
  type DispatchRoute,
  findDepartment,
} from './departments.ts';
import { isDistrict } from './places.ts';

/** What a catalogue that is put in says. */
export type AskedDepartments = Omit<DepartmentCatalogue, 'version'>;

/** What is wrong with a catalogue, and where: the id of a department, or the place of a line of the catalogue of dispatch, from 0. */
export type DepartmentFault =
  | { readonly why: 'idTwice' | 'nameTwice' | 'district' | 'idGone'; readonly id: string }
  | { readonly why: 'noneOpen' }
  | RouteFault;

interface RouteFault {
  readonly why: 'prefix' | 'place' | 'lead' | 'assist' | 'routeTwice';
  readonly route: number;
}

/**
 * Judges a whole catalogue before it is taken, by the one `before` it. Ids stand in tickets, so none that was ever there goes; two open departments
 * of one name could not be told apart, and a line of the catalogue names only departments that are open.
 */
export function judgeDepartments(
  before: DepartmentCatalogue,
  asked: AskedDepartments,
): readonly DepartmentFault[] {
  const { departments, routes } = asked;
  const open = departments.filter(({ isActive }) => isActive);
  const gone = before.departments.filter(({ id }) => departments.every((one) => one.id !== id));
  return [
    ...gone.map(({ id }): DepartmentFault => ({ why: 'idGone', id })),
    ...twice(departments, ({ id }) => id).map(({ id }): DepartmentFault => ({
      why: 'idTwice',
      id,
    })),
    ...twice(open, seenName).map(({ id }): DepartmentFault => ({ why: 'nameTwice', id })),
    ...departments
      .filter(({ district }) => !isPlace(district))
      .map(({ id }): DepartmentFault => ({ why: 'district', id })),
    ...(open.length === 0 ? [{ why: 'noneOpen' } as const] : []),
    ...routes.flatMap((route, index) => routeFaults(asked, route, index)),
  ];
}

function routeFaults(
  { departments, routes }: AskedDepartments,
  route: DispatchRoute,
  index: number,
): RouteFault[] {
  const isOpen = (id: string) => departments.some((one) => one.id === id && one.isActive);
  const { prefix, district, leadId, assistIds } = route;
  const isSame = (other: DispatchRoute) => other.prefix === prefix && other.district === district;
  const isMatter = prefix === '' || categories.some(({ code }) => code.startsWith(prefix));
  const isAssist = assistIds.every((id) => isOpen(id) && id !== leadId);
  const found: RouteFault['why'][] = [
    ...(isMatter ? [] : (['prefix'] as const)),
    ...(isPlace(district) ? [] : (['place'] as const)),
    ...(isOpen(leadId) ? [] : (['lead'] as const)),
    ...(isAssist ? [] : (['assist'] as const)),
    ...(routes.findIndex(isSame) < index ? (['routeTwice'] as const) : []),
  ];
  return found.map((why) => ({ why, route: index }));
}

const isPlace = (district: string | null) => district === null || isDistrict(district);

/** What people tell names apart by: neither blanks nor how wide a letter is. */
const seenName = ({ name }: Department) => name.normalize('NFKC').replaceAll(/\s/gu, '');

/** Those that come after another with the same key. */
function twice<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return all.filter((one, index) => all.findIndex((other) => keyOf(other) === keyOf(one)) < index);
}

/** `fact subject: before → after`, a line for each thing that is another one now: for the audit, in ids and codes. */
export function departmentChanges(
  before: DepartmentCatalogue,
  asked: AskedDepartments,
): readonly string[] {
  const ofDepartments = asked.departments.flatMap((now) => {
    const old = factsOf(findDepartment(before, now.id));
    const next = factsOf(now);
    return departmentFacts
      .filter((fact) => old[fact] !== next[fact])
      .map((fact) => `${fact} ${now.id}: ${old[fact]} → ${next[fact]}`);
  });
  const [old, next] = [routesBy(before.routes), routesBy(asked.routes)];
  const ofRoutes = [...new Set([...old.keys(), ...next.keys()])]
    .filter((place) => old.get(place) !== next.get(place))
    .map((place) => `route ${place}: ${old.get(place) ?? ''} → ${next.get(place) ?? ''}`);
  return [...ofDepartments, ...ofRoutes];
}

const departmentFacts = ['called', 'district', 'phones', 'standing'] as const;

function factsOf(
  one: Department | null,
): Readonly<Record<(typeof departmentFacts)[number], string>> {
  if (one === null) return { called: '', district: '', phones: '', standing: '' };
  const { name, district, phones, isActive } = one;
  return {
    called: name,
    district: district ?? '',
    phones: phones.map(({ number, hours }) => `${number} ${hours}`.trim()).join('、'),
    standing: isActive ? 'open' : 'closed',
  };
}

/** `supply.@江岸区` → `group.water bureau.jiangan`: the lead first. */
function routesBy(routes: readonly DispatchRoute[]): ReadonlyMap<string, string> {
  return new Map(
    routes.map(({ prefix, district, leadId, assistIds }) => [
      `${prefix}@${district ?? ''}`,
      [leadId, ...assistIds].join(' '),
    ]),
  );
}
