import { type IntakeField, differingFields, intakeFields } from './intake-merge.ts';
import { type Intake, closeWays } from './ticket.ts';

/**
 * What the machine tells in 办理过程, as codes: one line each, `code: value`. The words are those of the screen
 * (`ticket.told`). It is text in the event's `note`, because desks and hubs of release 0.1.0 refuse an event with keys that
 * they do not know, and then show this as it is. Notes of that release are in words and are told as words.
 */
export const courseCodes = [
  'closeAs',
  'reason',
  'broughtInBy',
  'saidAt',
  'saidAtNotTaken',
  'receivedAt',
  'dueAt',
  'dueSettled',
  'urgent',
  'notClosed',
  'ground',
  'words',
  'channelTold',
  'owner',
  'to',
  'assist',
  'instruction',
  'phonedTo',
  'decidedBy',
  'authority',
  'contact',
  'solved',
  'satisfaction',
  'failed',
  'channel',
  'level',
  'basis',
  'application',
  'agrees',
  'rule',
  'newDueAt',
  'escalatedTo',
  'late',
  'joined',
  'left',
  'marked',
  'unmarked',
  'trapped',
  'answered',
  'into',
  'count',
  'numbers',
] as const;
export type CourseCode = (typeof courseCodes)[number];

/** One line of a note. Both texts of a changed field stand in quotation marks, `“”` = empty. */
export type CourseLine =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'fact'; readonly code: CourseCode; readonly value: string }
  | {
      readonly kind: 'changed';
      readonly field: IntakeField;
      readonly old: string;
      readonly now: string;
    };

/** Longest note of a course entry is 1000 characters; the rest is left for the facts that may stand behind it. */
const longest = 750;
/** How much of each word list is shown, before and after; the first that fits is taken. */
const lengths = [400, 160, 80, 40, 20];
/** Characters kept around what differs, so that the place in the text is found again. */
const around = 8;

/** `2026-06-12 09:41:05` in China's one time zone: how a time stands in a note. */
export function shanghaiTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** `code: value`, the value as one line. */
export function factLine(code: CourseCode, value: string): string {
  return `${code}: ${oneLine(value)}`;
}

/**
 * What a save changed: one line for each changed field, `field: “old” → “new”`. Of long words only what differs is shown,
 * with the length of the whole place behind it. At most 750 characters; `''` when nothing changed.
 */
export function changeNote(before: Intake, after: Intake): string {
  const fields = differingFields(before, after);
  for (const length of lengths) {
    const note = fields.map((field) => changedLine({ before, after, field }, length)).join('\n');
    if (note.length <= longest) return note;
  }
  return fields.map((field) => `${field}: … → …`).join('\n');
}

/** Reads a note again, also those of releases that wrote words. */
export function readNote(note: string): CourseLine[] {
  return note === '' ? [] : note.split('\n').map(readLine);
}

function readLine(line: string): CourseLine {
  const [, name = '', value = ''] = /^([a-zA-Z]+): (.*)$/.exec(line) ?? [];
  const code = courseCodes.find((one) => one === name);
  if (code && (code !== 'closeAs' || closeWays.some((way) => way === value)))
    return { kind: 'fact', code, value };
  const [, old, now] = /^(.*?[”…)]) → ([“…].*)$/.exec(value) ?? [];
  const field = intakeFields.find((one) => one === name);
  if (!field || old === undefined || now === undefined) return { kind: 'words', text: line };
  return { kind: 'changed', field, old, now };
}

const textOf: Readonly<Record<IntakeField, (intake: Intake) => string>> = {
  kind: ({ kind }) => kind ?? '',
  categoryCode: ({ categoryCode }) => categoryCode ?? '',
  district: ({ district }) => district ?? '',
  address: ({ address }) => address,
  requesterName: ({ requesterName }) => requesterName,
  requesterNumber: ({ requesterNumber }) => requesterNumber,
  content: ({ content }) => content,
  answer: ({ answer }) => answer,
  citations: ({ citations }) =>
    citations.map(({ entryNo, version }) => `${entryNo} v${version}`).join(', '),
  against: ({ against = [] }) => against.join(', '),
};

interface ChangedField {
  readonly before: Intake;
  readonly after: Intake;
  readonly field: IntakeField;
}

function changedLine({ before, after, field }: ChangedField, length: number): string {
  const told = (intake: Intake) => [...oneLine(textOf[field](intake))];
  const [old, now] = differing(told(before), told(after), length);
  return `${field}: ${old} → ${now}`;
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
  return `${quoted([before, ...text.slice(0, length), '…'])}(${text.length})`;
}

function quoted(text: readonly string[]): string {
  return `“${text.join('')}”`;
}
