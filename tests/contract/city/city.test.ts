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
import { join } from 'node:path';
import { createHttpCity } from '../../../src/hub/areas/city/http-city.ts';
import { createSheetCity } from '../../../src/hub/areas/city/sheet-city.ts';
import { readSheet, writeSheet } from '../../../src/hub/areas/city/sheet-table.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { createCityDesk } from '../../../src/training/city/city-desk.ts';
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
    goAway: () => simulator.fail('cut'),
    comeBack: () => simulator.fail(null),
    dispose: simulator.close,
  };
}

/** The same city, whose clerk carries a sheet over whenever there is something new. */
async function bySheets(): Promise<CityUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'city-sheets-'));
  mkdirSync(join(folder, 'in'));
  const desk = createCityDesk({ seed: 1, now: () => contractNow });
  const { mapping } = cityConfig();
  const sheets = { folder, pollSeconds: 10 };
  const adapter = createSheetCity({ sheets, mapping, clock: systemClock, quietMs: -1 });
  let carried = 0;
  const carry = () => {
    const sent = desk.sentAfter(carried, 1000);
    if (sent.length === 0) return;
    carried = sent.at(-1)?.seq ?? carried;
    const name = `${String(carried).padStart(6, '0')}.csv`;
    writeFileSync(join(folder, 'in', name), sheetOf(sent.map(({ row }) => row)));
  };
  const away = `${folder}-away`;
  return {
    platform: {
      ...adapter,
      async fetch(place, signal) {
        carry();
        return adapter.fetch(place, signal);
      },
    },
    desk,
    reports() {
      const [name = ''] = readdirSync(join(folder, 'out'));
      const table = readSheet(readFileSync(join(folder, 'out', name)), ['REPORT_ID']);
      return (table?.rows ?? []).map((row) =>
        Object.fromEntries((table?.heads ?? []).map((head, at) => [head, row[at] ?? ''])),
      );
    },
    goAway() {
      carry();
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

function sheetOf(rows: readonly WideRow[]): string {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return writeSheet({
    heads,
    rows: rows.map((row) => heads.map((head) => String(row[head] ?? ''))),
  });
}

describeCity('HTTP', overHttp);
describeCity('sheets', bySheets);
