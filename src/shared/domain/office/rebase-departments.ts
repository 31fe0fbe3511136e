import type { DepartmentCatalogue, DispatchRoute } from './departments.ts';
import type { AskedDepartments } from './judge-departments.ts';

/**
 * What somebody has changed in the catalogue `base`, carried over to the one that somebody else has put in meanwhile: nothing of either is lost. What
 * both have changed is as `mine` says; whoever puts it in has seen it.
 */
export function rebaseDepartments(
  base: AskedDepartments,
  mine: AskedDepartments,
  theirs: DepartmentCatalogue,
): AskedDepartments {
  return {
    departments: rebased(base.departments, mine.departments, {
      onto: theirs.departments,
      keyOf: ({ id }) => id,
    }),
    routes: rebased(base.routes, mine.routes, { onto: theirs.routes, keyOf: placeOf }),
  };
}

/** A line of the catalogue of dispatch is known by what it is about and where. */
const placeOf = ({ prefix, district }: DispatchRoute) => `${prefix}@${district ?? ''}`;

function rebased<T>(
  base: readonly T[],
  mine: readonly T[],
  { onto, keyOf }: { readonly onto: readonly T[]; keyOf(one: T): string },
): readonly T[] {
  const [was, now] = [base, mine].map((all) => new Map(all.map((one) => [keyOf(one), one])));
  const isMine = (key: string) => JSON.stringify(was?.get(key)) !== JSON.stringify(now?.get(key));
  const known = new Set(onto.map(keyOf));
  const kept = onto.flatMap((one) => {
    const key = keyOf(one);
    if (!isMine(key)) return [one];
    const own = now?.get(key);
    return own === undefined ? [] : [own];
  });
  const added = mine.filter((one) => !known.has(keyOf(one)) && isMine(keyOf(one)));
  return [...kept, ...added];
}
