import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import { writeFileDurably } from '../../../shared/node/durable-file.ts';
import type { CityMapping, CitySheets } from './city-config.ts';
import type { CityEnvelope, CityPlatform, CityReport, Received } from './city-platform.ts';
import { outcomeWords } from './outcome-words.ts';
import { type CityRow, messageIdOf, readRow } from './read-row.ts';
import { type SheetTable, readSheet, writeSheet } from './sheet-table.ts';
import { writeReport } from './write-report.ts';

export interface SheetCityDeps {
  readonly sheets: CitySheets;
  readonly mapping: CityMapping;
  /** The clock of the file system. */
  readonly clock: Clock;
  /** A file that was written to within this time is still being copied. */
  readonly quietMs?: number;
}

/** The last column of a sheet that comes back. */
const outcomeHead = '处理结果';
const noHeads = '未收：找不到表头，或不是 CSV 文件';
const longestFile = 20 * 1024 * 1024;

interface Taken {
  readonly name: string;
  /** `null` = no sheet. */
  readonly table: SheetTable | null;
  /** Of each row. */
  readonly messageIds: readonly string[];
}

/**
 * The city platform by sheets in a folder: `in` is read; each sheet comes back into `back` with what became of every row in its last column,
 * and goes to `done`; reports are added to the day's sheet in `out`. A sheet that was not answered for is read again: its rows are known.
 */
export function createSheetCity(deps: SheetCityDeps): CityPlatform {
  const { sheets, mapping, clock, quietMs = 2_000 } = deps;
  const folder = (name: string) => join(sheets.folder, name);
  let taken: readonly Taken[] = [];
  return {
    read: (raw) => readRow(mapping, raw),
    async fetch() {
      const names = (await readdir(folder('in'))).filter((name) => /\.csv$/i.test(name));
      const found: Taken[] = [];
      const envelopes: CityEnvelope[] = [];
      for (const name of names.toSorted()) {
        const { mtimeMs, size } = await stat(join(folder('in'), name));
        if (clock.now() - mtimeMs < quietMs) continue;
        const bytes = size > longestFile ? null : await readFile(join(folder('in'), name));
        const table = bytes && readSheet(bytes, neededHeads(mapping));
        const rows = table ? table.rows.map((row) => enveloped(mapping, table.heads, row)) : [];
        envelopes.push(...rows);
        found.push({ name, table, messageIds: rows.map(({ messageId }) => messageId) });
      }
      taken = found;
      return envelopes;
    },
    async told(outcomes) {
      for (const one of taken) await giveBack(deps, one, outcomes);
      taken = [];
    },
    async deliver(report) {
      try {
        await mkdir(folder('out'), { recursive: true });
        await addReport(folder('out'), mapping, report);
        return { kind: 'taken' };
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        return { kind: 'unreachable', detail: code };
      }
    },
  };
}

function neededHeads({ fields }: CityMapping): string[] {
  return [fields.cityNo, fields.content].filter((name) => name !== undefined);
}

function enveloped(
  mapping: CityMapping,
  heads: readonly string[],
  cells: readonly string[],
): CityEnvelope {
  const named = heads.flatMap((head, index) => {
    const cell = cells[index] ?? '';
    return head === '' || head === outcomeHead || cell === '' ? [] : [[head, cell] as const];
  });
  // Of two columns with one head the first counts.
  const row: CityRow = Object.fromEntries(named.toReversed());
  const raw = JSON.stringify(row);
  const said = messageIdOf(mapping, row);
  const hash = createHash('sha256').update(raw).digest('hex');
  return { messageId: said === '' ? `sha256:${hash}` : said, place: '', raw };
}

async function giveBack(
  { sheets, mapping, clock }: SheetCityDeps,
  { name, table, messageIds }: Taken,
  outcomes: ReadonlyMap<string, Received | null>,
): Promise<void> {
  const [back, done] = [join(sheets.folder, 'back'), join(sheets.folder, 'done')];
  for (const folder of [back, done]) await mkdir(folder, { recursive: true });
  // Two sheets of one name, on two days or within one second, are two.
  const stamp = `${shanghaiTime(clock.now()).replaceAll(/\D/g, '')}-${parse(name).name}`;
  writeFileDurably(join(back, `${stamp}-结果.csv`), writeSheet(answered(table)));
  await rename(join(sheets.folder, 'in', name), join(done, `${stamp}.csv`));

  function answered(sheet: SheetTable | null): SheetTable {
    if (!sheet) return { heads: [outcomeHead], rows: [[noHeads]] };
    const kept = sheet.heads.flatMap((head, index) => (head === outcomeHead ? [] : [index]));
    const rows = sheet.rows.map((row, index) => {
      const outcome = outcomes.get(messageIds[index] ?? '') ?? null;
      return [...kept.map((at) => row[at] ?? ''), outcomeWords(mapping, outcome)];
    });
    return { heads: [...kept.map((at) => sheet.heads[at] ?? ''), outcomeHead], rows };
  }
}

/** Adds one report to the sheet of its day; one that is there is not added again. */
async function addReport(folder: string, mapping: CityMapping, report: CityReport): Promise<void> {
  const file = join(folder, `上报-${shanghaiTime(report.at).slice(0, 10)}.csv`);
  const row = writeReport(mapping, report);
  const idHead = mapping.reports.fields.id ?? '';
  const bytes = await readIfThere(file);
  const known = bytes && readSheet(bytes, [idHead]);
  // Somebody has made something else of it: it is not written over.
  if (bytes && !known) throw new Error('no sheet of reports');
  const heads = known?.heads ?? Object.keys(row);
  const rows = known?.rows ?? [];
  if (rows.some((cells) => cells[heads.indexOf(idHead)] === report.exchangeId)) return;
  const cells = heads.map((head) => row[head] ?? '');
  writeFileDurably(file, writeSheet({ heads, rows: [...rows, cells] }));
}

async function readIfThere(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
