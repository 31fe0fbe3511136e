/** Times of the desk are those of the office, wherever the PC thinks it is (domain document, head). */
const timeZone = 'Asia/Shanghai';

const clockFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** Stands where a time should be and none is: what came from elsewhere must not end the page that shows it. */
const noTime = '—';

/** `09:41:07`; `—` for what no date holds (ECMA-262 §21.4.1.1), here and below. */
export function clockTime(at: number): string {
  return isTime(at) ? clockFormat.format(at) : noTime;
}

/** `09:41` today, `昨天 09:41`, `5 月 30 日 09:41`, with the year when it is another one. */
export function shortTime(
  at: number,
  now: number,
  words: { today: string; yesterday: string },
): string {
  if (!isTime(at)) return noTime;
  const time = clockTime(at).slice(0, 5);
  const day = dayFormat.format(at);
  if (day === dayFormat.format(now)) return `${words.today} ${time}`;
  if (day === dayFormat.format(now - 86_400_000)) return `${words.yesterday} ${time}`;
  return `${shortDay(at, now)} ${time}`;
}

/** `5 月 30 日`, with the year when it is another one. */
export function shortDay(at: number, now: number): string {
  if (!isTime(at)) return noTime;
  const parts = partsOf(at);
  const day = `${parts.month} 月 ${parts.day} 日`;
  return parts.year === partsOf(now).year ? day : `${parts.year} 年 ${day}`;
}

/** `2026-05-30 09:41:07` for tables. */
export function fullTime(at: number): string {
  if (!isTime(at)) return noTime;
  const { year, month, day } = partsOf(at);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${clockTime(at)}`;
}

/** `02:41`, `1:02:41` */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** As `duration`; `—` for what has none. */
export function lengthText(ms: number | null): string {
  return ms === null ? noTime : duration(ms);
}

/** A span in the largest two units: `{ unit: 'hours', h: 1, m: 52 }`. */
export type Span =
  | { readonly unit: 'seconds' | 'minutes'; readonly n: number }
  | { readonly unit: 'hours'; readonly h: number; readonly m: number }
  | { readonly unit: 'days'; readonly d: number; readonly h: number };

export function spanOf(ms: number): Span {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return { unit: 'seconds', n: seconds };
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return { unit: 'minutes', n: minutes };
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return { unit: 'hours', h: hours, m: minutes % 60 };
  return { unit: 'days', d: Math.floor(hours / 24), h: hours % 24 };
}

/** `ms` as far as `spanOf` shows it: another number only when it reads otherwise. */
export function shownSpan(ms: number): number {
  const step = ms < 60_000 ? 1000 : 60_000;
  return Math.floor(ms / step) * step;
}

/** `182 GB`, `640 MB` */
export function byteSize(bytes: number): string {
  const gigabytes = bytes / 1e9;
  return gigabytes >= 1 ? `${Math.floor(gigabytes)} GB` : `${Math.floor(bytes / 1e6)} MB`;
}

function isTime(at: number): boolean {
  return !Number.isNaN(new Date(at).getTime());
}

function partsOf(at: number) {
  const found = Object.fromEntries(
    dayFormat.formatToParts(at).map((part) => [part.type, part.value]),
  );
  return { year: found['year'] ?? '', month: found['month'] ?? '', day: found['day'] ?? '' };
}

/** `12,300`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
