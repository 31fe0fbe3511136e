import { z } from 'zod';

/**
 * The contract between desk and hub, counted: one more whenever a release adds to it. Each side says its own number in this
 * header of every request and answer; who says none is of before there were numbers, 0. ADR 0180.
 */
export const contractNumber = 3;
export const contractHeader = 'x-hotline-contract';

/** The number in a header's value; 0 for none. */
export function contractNumberOf(header: string | null | undefined): number {
  return /^\d{1,6}$/.test(header ?? '') ? Number(header) : 0;
}

const numbers = new WeakMap<z.core.$ZodType, number>();

/**
 * Marks an optional field that came with contract `number`. It goes only to sides that say at least this number
 * (`asKnownTo`): programs of before it may refuse what they do not know.
 */
export function since<S extends z.ZodOptional>(number: number, schema: S): S {
  numbers.set(schema, number);
  return schema;
}

/** The mark of `of` holds for `schema`, too, which was made from it. */
export function keepSince<S extends z.core.$ZodType>(of: z.core.$ZodType, schema: S): S {
  const number = numbers.get(of);
  if (number !== undefined) numbers.set(schema, number);
  return schema;
}

/** `value` of `schema` without the fields that a side of contract `number` does not know. */
export function asKnownTo<T>(number: number, schema: z.core.$ZodType<T>, value: T): T;
export function asKnownTo(number: number, schema: z.core.$ZodType, value: unknown): unknown;
export function asKnownTo(number: number, schema: z.core.$ZodType, value: unknown): unknown {
  if (number >= newestMark(schema)) return value;
  if (isWrapper(schema)) return asKnownTo(number, schema.def.innerType, value);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((each: unknown) => asKnownTo(number, schema.def.element, each));
  if (schema instanceof z.ZodUnion) {
    const fit = schema.def.options.find((option) => z.safeParse(option, value).success);
    return fit === undefined ? value : asKnownTo(number, fit, value);
  }
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return value;
  const shape = new Map<string, z.core.$ZodType>(Object.entries(schema.def.shape));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
      const field = shape.get(key);
      if (field === undefined) return [[key, part]];
      if ((numbers.get(field) ?? 0) > number) return [];
      return [[key, asKnownTo(number, field, part)]];
    }),
  );
}

const newest = new WeakMap<z.core.$ZodType, number>();

/** The highest mark anywhere in a schema. */
function newestMark(schema: z.core.$ZodType): number {
  const known = newest.get(schema);
  if (known !== undefined) return known;
  const mark = Math.max(numbers.get(schema) ?? 0, ...partsOf(schema).map(newestMark));
  newest.set(schema, mark);
  return mark;
}

function partsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (isWrapper(schema)) return [schema.def.innerType];
  if (schema instanceof z.ZodArray) return [schema.def.element];
  if (schema instanceof z.ZodUnion) return schema.def.options;
  return schema instanceof z.ZodObject ? Object.values(schema.def.shape) : [];
}

/** Schemas that say no more than how another one may be absent or changed. */
function isWrapper(
  schema: z.core.$ZodType,
): schema is z.ZodOptional | z.ZodNullable | z.ZodReadonly {
  return (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  );
}
