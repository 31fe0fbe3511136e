const dayMs = 86_400_000;
/** Day 0 of Excel's count (it takes 1900 for a leap year; no dispatch is that old), and of the one of old Macs. */
const epochs = { windows: Date.UTC(1899, 11, 30), mac: Date.UTC(1904, 0, 1) } as const;

/** Digits beyond this a number of Excel does not hold. */
const exactBelow = 1e15;

/**
 * A number as it stands in a workbook, as text: whole ones with all their digits; what is longer than Excel can hold as `1.99e+17`, by
 * which it is known for damaged.
 */
export function numberText(raw: string): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (Math.abs(value) >= exactBelow) return value.toExponential();
  return String(value);
}

/** A serial number as the moment that Excel shows, without a zone: `2026-06-12`, `2026-06-12 09:41:05`. */
export function dateText(raw: string, isMac: boolean): string {
  const days = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(days) || days < 0 || days > 2_958_465) return raw;
  const ms = Math.round((days * dayMs) / 1000) * 1000 + epochs[isMac ? 'mac' : 'windows'];
  const text = new Date(ms).toISOString();
  const [day = '', time = ''] = text.slice(0, 19).split('T');
  return time === '00:00:00' ? day : `${day} ${time}`;
}

/** ECMA-376 §18.8.30, with the ones that Chinese Excel adds. */
const dateFormats = new Set([
  ...Array.from({ length: 9 }, (_, index) => 14 + index),
  ...Array.from({ length: 10 }, (_, index) => 27 + index),
  45,
  46,
  47,
  ...Array.from({ length: 9 }, (_, index) => 50 + index),
]);

/** Does a format show a number as a date or a time? `code` = what the workbook says of its own ones. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return dateFormats.has(id);
  const bare = code
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(bare) && !/^general$/i.test(bare.trim());
}

/** What spreadsheets write for characters that XML cannot hold: `_x000D_`. */
export function unescapedText(text: string): string {
  return text.replaceAll(/_x([0-9a-fA-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
