import { measureSheets } from './sheet-figures.ts';

/** 100,000 tickets as .xlsx and CSV out of the hub's database (found, sorted, read, covered, written), beside writers that have their rows already. */
export async function run({ rows = '100000' }: Readonly<Record<string, string>>): Promise<void> {
  const tasks = ['export.xlsx', 'export.exceljsStream', 'export.csv', 'export.papaparse'];
  await measureSheets(tasks, { rows: Number(rows), rounds: 3 });
}
