const shanghaiMs = 8 * 3_600_000;
const dayMs = 24 * 3_600_000;
const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

const written =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2})[:：时](\d{2})(?:[:：分](\d{2})(?:\.\d{1,9})?)?[分秒]?)?$/;
const packed = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/;
const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * A moment as city platforms and offices write it, epoch ms: `2026-06-12 09:41:05`, `2026/6/12 9:41`, `20260612094105`, with a zone
 * (`…T09:41:05Z`) or as epoch (10 or 13 digits). Without a zone it is Shanghai's (UTC+8). A day alone is its beginning, or with
 * `dayEnds` its last second. `null` = not a moment of this century.
 */
export function readCityTime(text: string, { dayEnds = false } = {}): number | null {
  const at = epoch(text) ?? withZone(text) ?? local(text, dayEnds);
  return at !== null && at >= earliest && at < latest ? at : null;
}

function epoch(text: string): number | null {
  if (/^\d{13}$/.test(text)) return Number(text);
  return /^\d{10}$/.test(text) ? Number(text) * 1000 : null;
}

function withZone(text: string): number | null {
  if (!zoned.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

function local(text: string, dayEnds: boolean): number | null {
  const match = written.exec(text) ?? packed.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
  const [hour = 0, minute = 0, second = 0] = match.slice(4, 7).map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return null;
  const start = Date.UTC(year, month - 1, day);
  // 31 April is not 1 May.
  const date = new Date(start);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  if (match[4] === undefined && dayEnds) return start + dayMs - 1000 - shanghaiMs;
  return start + ((hour * 60 + minute) * 60 + second) * 1000 - shanghaiMs;
}
