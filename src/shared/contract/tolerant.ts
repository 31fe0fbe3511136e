import { type AnyContractRouter, ContractProcedure, isContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import { keepSince } from './since.ts';

/**
 * What is strict within one build must not be where two releases meet: unknown keys are no fault there. `strip`: they go.
 * `keep`: they stay, for a value that is stored and written back, so that a program that was rolled back loses nothing of what a
 * newer one wrote. All else of the schema holds, also in its parts; what `asWritten` marks stays as it is.
 */
export function tolerant<Output, Input>(
  schema: z.ZodType<Output, Input>,
  unknownKeys?: 'strip' | 'keep',
): z.ZodType<Output, Input>;
export function tolerant(schema: z.ZodType, unknownKeys: 'strip' | 'keep' = 'strip'): z.ZodType {
  const known = made[unknownKeys].get(schema);
  if (known) return known;
  const relaxed = relax(schema, unknownKeys === 'keep' ? newerField : undefined);
  const reader = relaxed instanceof z.ZodType ? relaxed : schema;
  made[unknownKeys].set(schema, reader);
  return reader;
}

/** A field that a newer release has added: kept as it came, for nobody here reads or shows it. A row of it must stay readable. */
const newerField = z.unknown().meta({ description: 'as long as the body that brings it' });

/** Asked for with each row that is read. */
const made = {
  strip: new WeakMap<z.ZodType, z.ZodType>(),
  keep: new WeakMap<z.ZodType, z.ZodType>(),
};

const strict = new WeakSet<z.core.$ZodType>();

/** Exempts a schema from `tolerant`: an unknown key in it is something that this release must not pass over. */
export function asWritten<S extends z.ZodType>(schema: S): S {
  const copy = schema.clone();
  strict.add(copy);
  return copy;
}

function relax(schema: z.core.$ZodType, catchall: z.ZodType | undefined): z.core.$ZodType {
  return strict.has(schema) ? schema : keepSince(schema, withParts(schema, catchall));
}

function withParts(schema: z.core.$ZodType, catchall: z.ZodType | undefined): z.core.$ZodType {
  const part = (inner: z.core.$ZodType) => relax(inner, catchall);
  // Cloned, not made anew: what is checked of the whole (`.readonly().refine(…)`) stands in the wrapper.
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  )
    return z.clone(schema, { ...schema.def, innerType: part(schema.def.innerType) });
  if (schema instanceof z.ZodArray)
    return z.clone(schema, { ...schema.def, element: part(schema.def.element) });
  if (schema instanceof z.ZodUnion)
    return z.clone(schema, { ...schema.def, options: schema.def.options.map(part) });
  if (!(schema instanceof z.ZodObject)) return schema;
  const shape = Object.fromEntries(
    Object.entries<z.core.$ZodType>(schema.def.shape).map(([key, field]) => [key, part(field)]),
  );
  const { catchall: former, ...def } = schema.def;
  const isOpen = former !== undefined && !(former instanceof z.ZodNever);
  const rest = isOpen ? former : catchall;
  return z.clone(schema, { ...def, shape, ...(rest ? { catchall: rest } : {}) });
}

/** The fields of `value` that a newer release has added beside those of `schema`. */
export function newerFields(schema: z.ZodObject, value: object): object {
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !Object.hasOwn(schema.shape, key)),
  );
}

/** A contract that two releases speak with each other: every input and answer is `tolerant`. */
export function betweenReleases<T extends AnyContractRouter>(router: T): T;
export function betweenReleases(router: AnyContractRouter): AnyContractRouter {
  if (!isContractProcedure(router))
    return Object.fromEntries(
      Object.entries(router).map(([name, part]) => [name, betweenReleases(part)]),
    );
  const { inputSchema, outputSchema, ...rest } = router['~orpc'];
  const read = (schema: typeof inputSchema) =>
    schema instanceof z.ZodType ? tolerant(schema) : schema;
  return new ContractProcedure({
    ...rest,
    inputSchema: read(inputSchema),
    outputSchema: read(outputSchema),
  });
}
