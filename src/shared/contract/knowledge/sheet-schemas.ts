import { z } from 'zod';
import {
  type ReadSheet,
  type SheetFault,
  type SheetRow,
  longestSheet,
  mostSheetRows,
  rowOutcomes,
} from '../../domain/knowledge/sheet-rows.ts';
import { sheetFaultWords } from '../../domain/knowledge/sheet-words.zh-cn.ts';
import { idSchema, line, lines } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';
import { entryTextSchema } from './life-schemas.ts';

/** A sheet of entries as it crosses boundaries. Since contract 3. */

/** A file whole, in base64. */
export const sheetFileSchema = z.strictObject({
  name: line(120).regex(/\S/),
  bytes: z.base64().max(Math.ceil(longestSheet / 3) * 4),
});

const faults = Object.keys(sheetFaultWords).filter(
  (name): name is SheetFault => name in sheetFaultWords,
);

const rowSchema = exactly<SheetRow>()(
  z.strictObject({
    row: z.int().min(1),
    entryId: idSchema,
    entryNo: line(16),
    outcome: z.enum(rowOutcomes),
    faults: z.array(z.enum(faults)).readonly(),
    before: entryTextSchema.nullable(),
    after: entryTextSchema,
    over: z.int().min(0),
    why: lines(500),
    proposalId: idSchema,
    proposeId: idSchema,
    acceptId: idSchema,
  }),
);

export const readSheetSchema = exactly<ReadSheet>()(
  z.strictObject({
    rows: z.array(rowSchema).max(mostSheetRows).readonly(),
    remark: line(400),
    returned: z.strictObject({ name: line(200), bytes: z.base64() }).nullable(),
  }),
);
