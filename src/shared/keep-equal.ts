/**
 * `after`, made of the parts of `before` wherever both say the same: what has not changed stays the same object, and `before`
 * itself comes back when nothing has. For plain data, as it comes out of JSON.
 */
export function keepEqual<T>(before: T, after: T): T;
export function keepEqual(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) return keepItems(before, after);
  return isRecord(before) && isRecord(after) ? keepFields(before, after) : after;
}

function keepItems(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const kept = after.map((item, index) =>
    index < before.length ? keepEqual(before[index], item) : item,
  );
  const isSame = kept.length === before.length && kept.every((item, at) => item === before[at]);
  return isSame ? before : kept;
}

type Fields = Readonly<Record<string, unknown>>;

function keepFields(before: Fields, after: Fields): Fields {
  const names = Object.keys(after);
  const kept = Object.fromEntries(
    names.map((name) => [
      name,
      Object.hasOwn(before, name) ? keepEqual(before[name], after[name]) : after[name],
    ]),
  );
  const isSame =
    names.length === Object.keys(before).length &&
    names.every((name) => Object.hasOwn(before, name) && Object.is(kept[name], before[name]));
  return isSame ? before : kept;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
