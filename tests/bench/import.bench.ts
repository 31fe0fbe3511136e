import { measureSheets } from './sheet-figures.ts';

/** A sheet of 100,000 dispatches read as the city's folder does, judged first, beside exceljs and papaparse alone. */
export async function run({ rows = '100000' }: Readonly<Record<string, string>>): Promise<void> {
  const tasks = ['import.xlsx', 'import.exceljs', 'import.csv', 'import.papaparse'];
  await measureSheets(tasks, { rows: Number(rows), rounds: 3 });
}
