import { cleanLines, clip } from '../../clean-text.ts';
import { shanghaiTime } from '../tickets/course-note.ts';
import { categories, findCategory } from '../office/categories.ts';
import { type EntryText, type TextFault, entryLimits, faultsOf } from './entry-text.ts';
import type { Audience } from './knowledge.ts';

/** The columns of a sheet of entries, in their order. `编号` empty = a new entry. */
export const entryColumns = [
  '编号',
  '标题',
  '分类',
  '适用范围',
  '口播',
  '答复记录',
  '处理方式',
  '背景与处置',
  '市民说法',
  '待确认',
  '来源',
  '审核科室',
  '复核日期',
  '生效日期',
  '有效期至',
  '修改理由',
] as const;
export type EntryColumn = (typeof entryColumns)[number];

/** Without these a table is no sheet of entries. */
export const neededColumns = ['编号', '标题'] as const satisfies readonly EntryColumn[];

/** Cells of one row by column; what a sheet has no column for is absent, and keeps what the entry has. */
export type EntryCells = Readonly<Partial<Record<EntryColumn, string>>>;

export type RowFault =
  | TextFault
  | 'category'
  | 'audience'
  | 'handling'
  | 'reviewOn'
  | 'validFrom'
  | 'tooLong'
  | 'formula'
  | 'unknownNo'
  | 'twice'
  | 'retired';

const audienceWords: Readonly<Record<Audience, string>> = { public: '对外', internal: '对内' };
const handlingWords = { direct: '可直接解答', assign: '需交办' } as const;
/** What spreadsheets show for a formula that has failed. */
const failed = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)$/;
const dayMs = 86_400_000;

/** What of an entry stands in a sheet. */
export function cellsOf(entryNo: string, text: EntryText): Record<EntryColumn, string> {
  const { wording } = text;
  return {
    编号: entryNo,
    标题: text.title,
    分类: findCategory(text.categoryCode)?.name ?? text.categoryCode,
    适用范围: audienceWords[wording.audience],
    口播: wording.spoken,
    答复记录: wording.recorded,
    处理方式: wording.mayAnswerDirectly ? handlingWords.direct : handlingWords.assign,
    背景与处置: text.body,
    市民说法: text.synonyms.join('、'),
    待确认: wording.toConfirm.join('\n'),
    来源: wording.source,
    审核科室: wording.reviewer,
    复核日期: wording.reviewOn,
    生效日期: dayOf(text.validFrom),
    // The last day on which it is in force.
    有效期至: dayOf(text.validUntil === null ? null : text.validUntil - 1),
    修改理由: '',
  };
}

/**
 * A row as the text that it asks for, over `before` (the entry as it is; an empty text for a new one), and what is wrong with it. A cell that says
 * what is there keeps what is there. Nothing is guessed: a word that is none of the column's is a fault, never the nearest one.
 */
export function readEntryRow(
  cells: EntryCells,
  { before, now }: { readonly before: EntryText; readonly now: number },
): { readonly text: EntryText; readonly faults: readonly RowFault[] } {
  const faults: RowFault[] = [];
  const was = cellsOf('', before);
  /** `read` gives `undefined` for what is none of the column's values. */
  const part = <Value>(
    column: ReadColumn,
    kept: Value,
    read: (said: string) => Value | undefined,
  ): Value => {
    const said = plain(cells[column] ?? was[column]);
    if (said === plain(was[column])) return kept;
    const value = failed.test(said) ? undefined : read(said);
    if (value !== undefined) return value;
    faults.push(failed.test(said) ? 'formula' : faultOf[column]);
    return kept;
  };
  const { wording } = before;
  const text: EntryText = {
    title: part('标题', before.title, oneLine),
    body: part('背景与处置', before.body, itself),
    wording: {
      spoken: part('口播', wording.spoken, itself),
      recorded: part('答复记录', wording.recorded, itself),
      mayAnswerDirectly: part('处理方式', wording.mayAnswerDirectly, handlingOf),
      source: part('来源', wording.source, oneLine),
      reviewer: part('审核科室', wording.reviewer, oneLine),
      reviewOn: part('复核日期', wording.reviewOn, readDay),
      audience: part('适用范围', wording.audience, audienceOf),
      toConfirm: part('待确认', wording.toConfirm, (said) => partsOf(said, /\n/u)),
    },
    categoryCode: part('分类', before.categoryCode, categoryOf),
    synonyms: part('市民说法', before.synonyms, (said) => partsOf(said, /[、,，;；\n]/u)),
    validFrom: part('生效日期', before.validFrom, (said) => startOf(said, 0)),
    validUntil: part('有效期至', before.validUntil, (said) => startOf(said, dayMs)),
  };
  if (text.categoryCode === '') faults.push('category');
  if (isTooLong(text) || plain(cells.修改理由 ?? '').length > entryLimits.why)
    faults.push('tooLong');
  return { text, faults: [...new Set([...faults, ...faultsOf(text, now)])] };
}

type ReadColumn = Exclude<EntryColumn, '编号' | '修改理由'>;

const faultOf: Readonly<Record<ReadColumn, RowFault>> = {
  标题: 'title',
  分类: 'category',
  适用范围: 'audience',
  口播: 'spoken',
  答复记录: 'recorded',
  处理方式: 'handling',
  背景与处置: 'tooLong',
  市民说法: 'tooLong',
  待确认: 'tooLong',
  来源: 'source',
  审核科室: 'reviewer',
  复核日期: 'reviewOn',
  生效日期: 'validFrom',
  有效期至: 'validUntil',
};

/** What a text that is too long to be taken is shown as. */
export function shownText(text: EntryText): EntryText {
  const { wording } = text;
  const { answer, toConfirm, toConfirmLines, synonym, synonyms } = entryLimits;
  return {
    ...text,
    title: clip(text.title, entryLimits.title),
    body: clip(text.body, entryLimits.body),
    wording: {
      ...wording,
      spoken: clip(wording.spoken, answer),
      recorded: clip(wording.recorded, answer),
      source: clip(wording.source, entryLimits.source),
      reviewer: clip(wording.reviewer, entryLimits.reviewer),
      toConfirm: wording.toConfirm.slice(0, toConfirmLines).map((line) => clip(line, toConfirm)),
    },
    synonyms: text.synonyms.slice(0, synonyms).map((word) => clip(word, synonym)),
  };
}

const plain = (cell: string) => cleanLines(cell).trim();
const itself = (said: string) => said;
const oneLine = (said: string) => said.replaceAll('\n', ' ');

function handlingOf(said: string): boolean | undefined {
  if (said === handlingWords.direct) return true;
  return said === handlingWords.assign ? false : undefined;
}

function audienceOf(said: string): Audience | undefined {
  if (said === audienceWords.public) return 'public';
  return said === audienceWords.internal ? 'internal' : undefined;
}

/** By name or code. */
function categoryOf(said: string): string | undefined {
  return categories.find(({ name, code }) => name === said || code === said)?.code;
}

function partsOf(text: string, mark: RegExp): string[] {
  const parts = text.split(mark).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

function isTooLong(text: EntryText): boolean {
  return JSON.stringify(shownText(text)) !== JSON.stringify(text);
}

/** `2027-06-30` in Shanghai; `''` for none. */
function dayOf(at: number | null): string {
  return at === null ? '' : shanghaiTime(at).slice(0, 10);
}

/** So many ms after the beginning of a day; `''` is none. */
function startOf(said: string, after: number): number | null | undefined {
  if (said === '') return null;
  const day = readDay(said);
  return day === undefined ? undefined : Date.parse(`${day}T00:00:00+08:00`) + after;
}

/**
 * `2027-06-30`, `2027/6/30`, `2027年6月30日`, with a time of day or without; `undefined` = no day of this century: day 0 of a
 * spreadsheet is 1900. */
function readDay(said: string): string | undefined {
  const found =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/u.exec(said);
  if (!found) return undefined;
  const [, year = '', month = '', date = ''] = found;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = Date.parse(`${day}T00:00:00Z`);
  const isDay = at >= Date.UTC(2000, 0, 1);
  return isDay && new Date(at).toISOString().startsWith(day) ? day : undefined;
}
