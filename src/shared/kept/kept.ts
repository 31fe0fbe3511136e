import type { z } from 'zod';
import { tolerant } from '../contract/tolerant.ts';
import type { Logger } from '../logger.ts';

/** A small value that outlives a release: under which name it is kept, and what it is when it can be read. */
export interface Kept<T, Fallback = T> {
  readonly key: string;
  /** The fallback when nothing is kept, or, logged, nothing that this release can read. Never throws. */
  read(text: string | null, logger?: Pick<Logger, 'warn'>): T | Fallback;
  write(value: T): string;
}

/**
 * A value kept as JSON under `key`. Read tolerantly: unknown keys are passed over. A shape that this cannot read takes a new
 * name (ADR 0180).
 */
export function kept<T, const Fallback = T>(
  key: string,
  schema: z.ZodType<T>,
  { fallback }: { readonly fallback: Fallback },
): Kept<T, Fallback> {
  return keptAs(key, tolerant(schema), {
    fallback,
    parse: (text): unknown => JSON.parse(text),
    write: (value) => JSON.stringify(value),
  });
}

/** A value kept as its own text, without quotation marks. */
export function keptText<T extends string, const Fallback = T>(
  key: string,
  schema: z.ZodType<T>,
  { fallback }: { readonly fallback: Fallback },
): Kept<T, Fallback> {
  return keptAs(key, schema, { fallback, parse: (text) => text, write: (value) => value });
}

function keptAs<T, Fallback>(
  key: string,
  schema: z.ZodType<T>,
  how: {
    readonly fallback: Fallback;
    readonly parse: (text: string) => unknown;
    readonly write: (value: T) => string;
  },
): Kept<T, Fallback> {
  return {
    key,
    read(text, logger) {
      if (text === null) return how.fallback;
      try {
        return schema.parse(how.parse(text));
      } catch {
        // Not what it was: it may be a secret.
        logger?.warn('kept.unreadable', { key });
        return how.fallback;
      }
    },
    write: how.write,
  };
}

/** A kept value of one person, or of whatever `id` names. */
export function keptOf<T, Fallback>(value: Kept<T, Fallback>, id: string): Kept<T, Fallback> {
  return { ...value, key: `${value.key}:${id}` };
}

/** A table of texts by name, as the desk's database has one. */
export interface KeptTexts {
  getMeta(key: string): Promise<string | null>;
  setMeta(key: string, value: string): Promise<void>;
}

export async function loadKept<T, Fallback>(
  texts: Pick<KeptTexts, 'getMeta'>,
  value: Kept<T, Fallback>,
  logger: Pick<Logger, 'warn'>,
): Promise<T | Fallback> {
  return value.read(await texts.getMeta(value.key), logger);
}

export async function saveKept<T>(
  texts: Pick<KeptTexts, 'setMeta'>,
  value: Pick<Kept<T>, 'key' | 'write'>,
  next: T,
): Promise<void> {
  await texts.setMeta(value.key, value.write(next));
}
