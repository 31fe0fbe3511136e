import type { z } from 'zod';

/** Are two types the same, also in what may be absent? */
type Same<A, B> =
  (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;

/** A type with its parts written out and read only, so that two spellings of one shape are one. */
type Flat<T> = T extends readonly (infer Item)[]
  ? readonly Flat<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Flat<T[Key]> }
    : T;

/**
 * `exactly<T>()(schema)`: the schema, if it says just what the domain type says. A member of a union or an optional field that one of
 * the two lacks does not compile; `satisfies z.ZodType<T>` lets both pass.
 */
export const exactly =
  <T>() =>
  <S extends z.ZodType<T>>(
    schema: Same<Flat<z.infer<S>>, Flat<T>> extends true ? S : never,
  ): typeof schema =>
    schema;
