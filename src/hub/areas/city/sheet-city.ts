import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, readdir, rename } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import { writeFileDurably } from '../../../shared/node/durable-file.ts';
import type { CityMapping, CitySheets } from './city-config.ts';
import type { CityEnvelope, CityPlatform, CityReport, Received } from './city-platform.ts';
import { outcomeWords } from './outcome-words.ts';
import { type CityRow, messageIdOf, readRow } from './read-row.ts';
import {
  isOfficeFile,
  type OfficeFile,
  outcomeHead,
  readOfficeFile,
  writeOfficeFile,
} from './office-file.ts';
import { layFiles, putAway, readIfThere, withFiles } from './sheet-files.ts';
import { readSheet, writeSheet } from './sheet-table.ts';
import { writeReport } from './write-report.ts';

export interface SheetCityDeps {
  readonly sheets: CitySheets;
  readonly mapping: CityMapping;
  /** The clock of the file system. */
  readonly clock: Clock;
  /** A file that was written to within this time is still being copied. */
  readonly quietMs?: number;
}

const longestFile = 20 * 1024 * 1024;
/** So long a sheet waits for the files that it names. */
const filesWaitMs = 10 * 60_000;

interface Taken {
  readonly name: string;
  readonly file: OfficeFile;
  /** Of each row of each sheet. */
  readonly messageIds: readonly (readonly string[])[];
}

/**
 * The city platform by sheets in a folder: `in` is read; each file comes back into `back` with what became of every row in its last column,
 * and goes to `done`; reports are added to the day's sheet in `out`. A file that was not answered for is read again: its rows are known.
 */
export function createSheetCity(deps: SheetCityDeps): CityPlatform {
  const { sheets, mapping, clock, quietMs = 2_000 } = deps;
  const isQuiet = (mtimeMs: number) => clock.now() - mtimeMs >= quietMs;
  const folder = (name: string) => join(sheets.folder, name);
  let taken: readonly Taken[] = [];
  let usedNames: ReadonlySet<string> = new Set();
  return {
    read: (raw) => readRow(mapping, raw),
    async fetch() {
      const names = (await readdir(folder('in'))).filter(isOfficeFile);
      const found: Taken[] = [];
      const envelopes: CityEnvelope[] = [];
      for (const name of names.toSorted()) {
        const there = await lstat(join(folder('in'), name));
        const { mtimeMs, size } = there;
        // A folder is no sheet, and what points elsewhere is not followed.
        if (!there.isFile() || !isQuiet(mtimeMs)) continue;
        const bytes = size > longestFile ? null : await readFile(join(folder('in'), name));
        const file = await readOfficeFile(name, bytes, neededHeads(mapping));
        const rows = file.sheets.map(({ table }) =>
          table ? table.rows.map((row) => enveloped(mapping, table.heads, row)) : [],
        );
        const isPatient = clock.now() - mtimeMs < filesWaitMs;
        const filled = await withFiles(folder('in'), rows.flat(), {
          mapping,
          isPatient,
          isQuiet,
        });
        if (filled === 'waits') continue;
        envelopes.push(...filled);
        found.push({ name, file, messageIds: rows.map((of) => of.map((one) => one.messageId)) });
      }
      taken = found;
      usedNames = new Set(
        envelopes.flatMap(({ files = [] }) => files.map(({ fileName }) => fileName)),
      );
      return envelopes;
    },
    async told(outcomes) {
      for (const one of taken) await giveBack(deps, one, outcomes);
      if (taken.length > 0) await putAway(sheets.folder, usedNames, stampOf(clock.now()));
      taken = [];
    },
    async deliver(report, _signal, files = []) {
      try {
        await mkdir(folder('out'), { recursive: true });
        const fileNames = await layFiles(folder('out'), report.cityNo, files);
        await addReport(folder('out'), { mapping, report, fileNames });
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
  { name, file, messageIds }: Taken,
  outcomes: ReadonlyMap<string, Received | null>,
): Promise<void> {
  const [back, done] = [join(sheets.folder, 'back'), join(sheets.folder, 'done')];
  for (const folder of [back, done]) await mkdir(folder, { recursive: true });
  // Two files of one name, on two days or within one second, are two.
  const { name: stem, ext } = parse(name);
  const stamp = `${stampOf(clock.now())}-${stem}`;
  const words = messageIds.map((ids) =>
    ids.map((id) => outcomeWords(mapping, outcomes.get(id) ?? null)),
  );
  const answer = await writeOfficeFile(file, words);
  writeFileDurably(join(back, `${stamp}-结果${answer.ending}`), answer.bytes);
  await rename(join(sheets.folder, 'in', name), join(done, `${stamp}${ext}`));
}

const stampOf = (at: number) => shanghaiTime(at).replaceAll(/\D/g, '');

/** Adds one report to the sheet of its day; one that is there is not added again. */
async function addReport(
  folder: string,
  {
    mapping,
    report,
    fileNames,
  }: {
    readonly mapping: CityMapping;
    readonly report: CityReport;
    readonly fileNames: readonly string[];
  },
): Promise<void> {
  const file = join(folder, `上报-${shanghaiTime(report.at).slice(0, 10)}.csv`);
  const row = writeReport(mapping, report, fileNames);
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
