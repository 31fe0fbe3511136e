/** Begins what a spreadsheet may take for a formula, also in full width (CWE-1236), and what was guarded against that before. */
const risky = /^'*[=+\-@\t\r\n＝＋－＠]/;
/** Digits that a spreadsheet would round (more than 15) or strip of their zeros. */
const fragile = /^(?:0\d{1,30}|\d{12,30})$/;

/**
 * A cell of a CSV file such that no spreadsheet calculates it and none of its digits is lost: `'` before what may be a formula, `="…"`
 * around digits alone. `unguardCell` gives back exactly what it was.
 */
export function guardCell(cell: string): string {
  return fragile.test(cell) ? `="${cell}"` : guardFormula(cell);
}

/** The same where programs read the digits as well: they stay bare. */
export function guardFormula(cell: string): string {
  return risky.test(cell) ? `'${cell}` : cell;
}

/** What `guardCell` was given; also for cells that people have dressed in the same way. */
export function unguardCell(cell: string): string {
  const digits = /^="([^"]*)"$/.exec(cell)?.[1];
  if (digits !== undefined) return digits;
  return /^'+[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}
