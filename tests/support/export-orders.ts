import { createHash } from 'node:crypto';
import type {
  ExportEnd,
  ExportProgress,
  SheetOrder,
} from '../../src/shared/contract/exports/schemas.ts';
import {
  exportEndSchema,
  exportFailureSchema,
  exportProgressSchema,
} from '../../src/shared/contract/exports/schemas.ts';
import { usualColumns } from '../../src/shared/domain/tickets/ticket-columns.ts';
import { createFrameReader } from '../../src/shared/export-frames.ts';

/** A sheet of all tickets as CSV. */
export function aSheetOrder(patch: Partial<SheetOrder> = {}): SheetOrder {
  return {
    selection: {
      text: '',
      states: [],
      openedBy: null,
      dueBefore: null,
      categoryCode: null,
      district: null,
      kind: null,
      flag: null,
      openedFrom: null,
      openedTo: null,
      sort: { by: 'no', descending: false },
    },
    columns: [...usualColumns],
    format: 'csv',
    shown: false,
    reason: '月度报表，报采购人',
    ...patch,
  };
}

export interface FetchedExport {
  readonly status: number;
  /** Whatever has come, also of a file that is not whole. */
  readonly bytes: Buffer;
  readonly progress: readonly ExportProgress[];
  /** `null` = nobody has said that this was all. */
  readonly end: ExportEnd | null;
  readonly failure: string | null;
}

/** Fetches what was ordered, frame by frame; `take` is called with each piece as it came. */
export async function fetchExport(
  url: string,
  token: string,
  take: (piece: Uint8Array) => void = () => {},
): Promise<FetchedExport> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const read = createFrameReader();
  const parts: Uint8Array[] = [];
  const progress: ExportProgress[] = [];
  let end: ExportEnd | null = null;
  let failure: string | null = null;
  if (response.ok && response.body)
    for await (const piece of response.body) {
      take(piece);
      for (const { kind, payload } of read(piece)) {
        const json = (): unknown => JSON.parse(Buffer.from(payload).toString('utf8'));
        if (kind === 'bytes') parts.push(payload);
        else if (kind === 'progress') progress.push(exportProgressSchema.parse(json()));
        else if (kind === 'end') end = exportEndSchema.parse(json());
        else failure = exportFailureSchema.parse(json()).code;
      }
    }
  return { status: response.status, bytes: Buffer.concat(parts), progress, end, failure };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
