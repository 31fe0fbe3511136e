import { findCategory } from '../office/categories.ts';
import type { Intake, TicketKind } from './ticket.ts';

/** Longest note of a course entry is 1000 characters; the rest is left for the times that may stand behind it. */
const longest = 850;
/** How much of each word list is shown, before and after; the first that fits is taken. */
const lengths = [400, 160, 80, 40, 20];
/** Characters kept around what differs, so that the place in the text is found again. */
const around = 8;

const kindNames: Readonly<Record<TicketKind, string>> = {
  consultation: '咨询',
  help: '求助',
  complaint: '投诉',
  report: '举报',
  suggestion: '建议',
  praise: '表扬',
};

/** Fields in the order of the form, with the words in which each is told. */
const fields: readonly (readonly [name: string, told: (intake: Intake) => string])[] = [
  ['性质', ({ kind }) => (kind === null ? '' : kindNames[kind])],
  ['类别', ({ categoryCode: code }) => (code === null ? '' : (findCategory(code)?.name ?? code))],
  ['区域', ({ district }) => district ?? ''],
  ['地址', ({ address }) => address],
  ['诉求人', ({ requesterName }) => requesterName],
  ['联系电话', ({ requesterNumber }) => requesterNumber],
  ['诉求内容', ({ content }) => content],
  ['答复内容', ({ answer }) => answer],
  [
    '引用知识',
    ({ citations }) => citations.map((one) => `${one.entryNo} 第${one.version}版`).join('、'),
  ],
];

/**
 * What a save changed, for 办理过程: one line for each changed field, `字段：旧 → 新`, empty words as `（空）`. Of long words
 * only what differs is shown. At most 850 characters; `''` when nothing changed.
 */
export function changeNote(before: Intake, after: Intake): string {
  const changed = fields
    .map(([name, told]) => ({ name, old: told(before), now: told(after) }))
    .filter(({ old, now }) => old !== now);
  for (const length of lengths) {
    const note = changed.map((field) => lineOf(field, length)).join('\n');
    if (note.length <= longest) return note;
  }
  return changed.map(({ name }) => `${name}：已修改`).join('\n');
}

function lineOf(field: { name: string; old: string; now: string }, length: number): string {
  const [old, now] = differing([...oneLine(field.old)], [...oneLine(field.now)], length);
  return `${field.name}：${old} → ${now}`;
}

/** A note is one line for each field, whatever was typed. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

/** Both texts without what they begin and end with alike, once they are too long to be shown whole. */
function differing(old: string[], now: string[], length: number): [string, string] {
  if (old.length <= length && now.length <= length) return [quoted(old), quoted(now)];
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const from = Math.max(0, head - around);
  const left = Math.max(0, tail - around);
  const cut = (text: string[]) =>
    clipped(text.slice(from, text.length - left), length, {
      before: from > 0 ? '…' : '',
      behind: left > 0 ? '…' : '',
    });
  return [cut(old), cut(now)];
}

function clipped(
  text: string[],
  length: number,
  marks: { readonly before: string; readonly behind: string },
): string {
  const { before, behind } = marks;
  if (text.length <= length) return quoted([before, ...text, behind]);
  return `${quoted([before, ...text.slice(0, length), '…'])}（此处共 ${text.length} 字）`;
}

function quoted(text: readonly string[]): string {
  const whole = text.join('');
  return whole === '' ? '（空）' : `“${whole}”`;
}
