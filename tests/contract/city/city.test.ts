import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import ExcelJS from 'exceljs';
import { createHttpCity } from '../../../src/hub/areas/city/http-city.ts';
import { createSheetCity } from '../../../src/hub/areas/city/sheet-city.ts';
import { type SheetTable, readSheet, writeSheet } from '../../../src/hub/areas/city/sheet-table.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { type SentRow, createCityDesk } from '../../../src/training/city/city-desk.ts';
import { createCitySimulator } from '../../../src/training/city/city-simulator.ts';
import type { WideRow } from '../../../src/training/city/dispatch-row.ts';
import { cityConfig } from '../../support/city-mapping.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { type CityUnderTest, contractNow, describeCity } from './city-contract.ts';

async function overHttp(): Promise<CityUnderTest> {
  const simulator = await createCitySimulator({ logger: silentLogger, now: () => contractNow });
  const { http, mapping } = cityConfig(simulator);
  if (!http) throw new Error('a line was given');
  return {
    platform: createHttpCity({ http, mapping, fetch }),
    desk: simulator.desk,
    reports: simulator.desk.reports,
    files: simulator.desk.files,
    goAway: () => simulator.fail('cut'),
    comeBack: () => simulator.fail(null),
    dispose: simulator.close,
  };
}

/** The same city, whose clerk carries a sheet over whenever there is something new. */
async function bySheets(ending: 'csv' | 'xlsx'): Promise<CityUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'city-sheets-'));
  mkdirSync(join(folder, 'in'));
  const desk = createCityDesk({ seed: 1, now: () => contractNow });
  const { mapping } = cityConfig();
  const sheets = { folder, pollSeconds: 10 };
  const adapter = createSheetCity({ sheets, mapping, clock: systemClock, quietMs: -1 });
  let carried = 0;
  const carry = async () => {
    const sent = desk.sentAfter(carried, 1000);
    if (sent.length === 0) return;
    carried = sent.at(-1)?.seq ?? carried;
    const name = `${String(carried).padStart(6, '0')}.${ending}`;
    const table = tableOf(sent.map((one) => withNames(join(folder, 'in', '附件'), one)));
    const content = ending === 'csv' ? writeSheet(table) : await asWorkbook(table);
    writeFileSync(join(folder, 'in', name), content);
  };
  const away = `${folder}-away`;
  const reports = () => {
    const [name = ''] = readdirSync(join(folder, 'out')).filter((one) => one.endsWith('.csv'));
    const table = readSheet(readFileSync(join(folder, 'out', name)), ['REPORT_ID']);
    return (table?.rows ?? []).map((row) =>
      Object.fromEntries((table?.heads ?? []).map((head, at) => [head, row[at] ?? ''])),
    );
  };

  return {
    platform: {
      ...adapter,
      async fetch(place, signal) {
        await carry();
        return adapter.fetch(place, signal);
      },
    },
    desk,
    reports,
    files() {
      const [report] = reports();
      const paths = String(report?.['FILE_NAMES'] ?? '').split('；');
      return paths.filter(Boolean).map((path) => {
        return { name: basename(path), bytes: readFileSync(join(folder, 'out', path)) };
      });
    },
    async goAway() {
      await carry();
      renameSync(folder, away);
      // A file where a folder should be.
      writeFileSync(folder, '');
    },
    comeBack() {
      rmSync(folder);
      renameSync(away, folder);
    },
    async dispose() {
      for (const path of [folder, away]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** The clerk saves the files beside the sheet and writes their names, or where they would be, into its column. */
function withNames(folder: string, { row, files }: SentRow): WideRow {
  if (files.length === 0) return row;
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of files) if (bytes) writeFileSync(join(folder, name), bytes);
  return { ...row, FILES: files.map(({ name, link }) => link ?? name).join('；') };
}

function tableOf(rows: readonly WideRow[]): SheetTable {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { heads, rows: rows.map((row) => heads.map((head) => String(row[head] ?? ''))) };
}

/** As another library writes it, and as a clerk keeps it: a cover before it, a title above the heads. */
async function asWorkbook({ heads, rows }: SheetTable): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('封面').addRow(['12345 派件清单']);
  const sheet = book.addWorksheet('派件');
  sheet.addRow(['派件清单']);
  sheet.mergeCells(1, 1, 1, 5);
  sheet.addRow([...heads]);
  for (const row of rows) sheet.addRow([...row]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

describeCity('HTTP', overHttp);
describeCity('sheets of CSV', () => bySheets('csv'));
describeCity('sheets of Excel', () => bySheets('xlsx'));
