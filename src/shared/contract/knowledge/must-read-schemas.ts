import { z } from 'zod';
import {
  type MustRead,
  type MustReadItem,
  type ReaderOf,
  mostMustRead,
} from '../../domain/knowledge/must-read.ts';
import { idSchema, line, millis } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';

const mark = { entryId: idSchema, version: z.int().min(1), since: millis };

/** What the rule `mustRead` holds. Since contract 3. */
export const mustReadSchema = z.strictObject({
  marks: z
    .array(exactly<MustRead>()(z.strictObject(mark)))
    .max(mostMustRead)
    .readonly(),
});

/** Of one version of an entry. */
export const confirmReadSchema = z.strictObject({
  entryId: idSchema,
  version: z.int().min(1),
});

/** `version: null` = it is no longer 必读. */
export const markReadSchema = z.strictObject({
  entryId: idSchema,
  version: z.int().min(1).nullable(),
});

const readerSchema = exactly<ReaderOf>()(
  z.strictObject({ workNo: line(16), name: line(80), at: millis.nullable() }),
);

export const mustReadItemsSchema = z.strictObject({
  items: z.array(
    exactly<MustReadItem>()(
      z.strictObject({
        ...mark,
        entryNo: line(16),
        title: line(200),
        readAt: millis.nullable(),
        readers: z.array(readerSchema).readonly(),
      }),
    ),
  ),
});
