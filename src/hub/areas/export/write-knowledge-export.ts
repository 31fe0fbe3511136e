import { AppError } from '../../../shared/app-error.ts';
import type { KnowledgeOrder } from '../../../shared/contract/exports/schemas.ts';
import { cellsOf, entryColumns } from '../../../shared/domain/knowledge/entry-sheet.ts';
import { textFrom } from '../../../shared/domain/knowledge/entry-text.ts';
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import type { Reader } from '../../../shared/domain/tickets/ticket-audience.ts';
import { knowledgeFacts } from './describe-order.ts';
import type { SheetSource } from './sheet-pieces.ts';
import { writeCsv } from './write-csv.ts';
import type { ExportDeps, ExportedFile } from './write-sheet-export.ts';
import { writeXlsx } from './write-xlsx.ts';

const rowsInPiece = 100;
const widths: Readonly<Record<string, number>> = {
  编号: 10,
  标题: 36,
  分类: 18,
  口播: 60,
  答复记录: 60,
  背景与处置: 60,
  市民说法: 36,
  待确认: 36,
  来源: 36,
};

/** The newest version of every entry that is not retired, in the sheet that can be read in again. Throws `export.cut` when aborted. */
export async function openKnowledgeExport(
  { store, clock, signal, onProgress }: ExportDeps,
  order: KnowledgeOrder,
  reader: Reader,
): Promise<ExportedFile> {
  const at = clock.now();
  const entries = (await store.knowledge.current()).filter(({ written }) => !written?.isRetired);
  let done = 0;
  async function* rows(): AsyncGenerator<string[][], void, undefined> {
    await onProgress({ done, total: entries.length });
    while (done < entries.length) {
      if (signal.aborted) throw new AppError('export.cut');
      const piece = entries.slice(done, done + rowsInPiece);
      yield piece.map(rowOf);
      done += piece.length;
      await onProgress({ done, total: entries.length });
    }
  }
  const source: SheetSource = {
    name: '知识库',
    heads: entryColumns,
    widths: entryColumns.map((column) => widths[column] ?? 14),
    total: entries.length,
    rows: rows(),
    about: [
      ['导出人', `工号 ${reader.workNo}`],
      ['导出时间', shanghaiTime(at)],
      ['条数', String(entries.length)],
      ...knowledgeFacts(order),
    ],
  };
  const ending = order.format === 'xlsx' ? 'xlsx' : 'csv';
  return {
    fileName: `知识库-${shanghaiTime(at).replaceAll(/\D/g, '')}.${ending}`,
    pieces:
      order.format === 'xlsx'
        ? writeXlsx(source)
        : writeCsv(source, order.format === 'csv' ? 'utf8' : 'gb18030'),
    rows: () => done,
  };
}

function rowOf(entry: KnowledgeEntry): string[] {
  const day = shanghaiTime(entry.updatedAt).slice(0, 10);
  const cells = cellsOf(entry.entryNo, textFrom(entry, day));
  return entryColumns.map((column) => cells[column]);
}
