import { clip } from '../../clean-text.ts';
import { categories, findCategory } from '../office/categories.ts';
import { type EntryText, type TextFault, faultsOf } from './entry-text.ts';
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
  | 'unknownNo'
  | 'twice'
  | 'retired';

const audienceWords: Readonly<Record<Audience, string>> = { public: '对外', internal: '对内' };
const handlingWords = { direct: '可直接解答', assign: '需交办' } as const;
const most = { title: 200, body: 20_000, text: 4000, source: 400, reviewer: 80 } as const;
const mostSynonyms = { words: 200, length: 40 } as const;
const mostToConfirm = { lines: 20, length: 200 } as const;
const firstYear = 2000;
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
 * A row as the text that it asks for, over `before` (the entry as it is; an empty text for a new one), and what is wrong with it. Nothing is guessed: a word that
 * is none of the column's is a fault, never the nearest one.
 */
export function readEntryRow(
  cells: EntryCells,
  { before, now }: { readonly before: EntryText; readonly now: number },
): { readonly text: EntryText; readonly faults: readonly RowFault[] } {
  const faults: RowFault[] = [];
  const cell = (column: EntryColumn, kept: string): string =>
    (cells[column] ?? kept).replaceAll(/\r\n?/gu, '\n').trim();
  const one = <Value>(said: Value | undefined, fault: RowFault, kept: Value): Value => {
    if (said === undefined) faults.push(fault);
    return said ?? kept;
  };
  const { wording } = before;
  const was = cellsOf('', before);
  const day = (column: '生效日期' | '有效期至' | '复核日期', fault: RowFault) => {
    const said = cell(column, was[column]);
    return said === '' ? null : one(readDay(said), fault, null);
  };
  const validFrom = startOf(day('生效日期', 'validFrom'));
  const lastDay = startOf(day('有效期至', 'validUntil'));
  const text: EntryText = {
    title: cell('标题', was.标题).replaceAll('\n', ' '),
    body: cell('背景与处置', was.背景与处置),
    wording: {
      spoken: cell('口播', was.口播),
      recorded: cell('答复记录', was.答复记录),
      mayAnswerDirectly: one(handlingOf(cell('处理方式', was.处理方式)), 'handling', false),
      source: cell('来源', was.来源).replaceAll('\n', ' '),
      reviewer: cell('审核科室', was.审核科室).replaceAll('\n', ' '),
      reviewOn: one(day('复核日期', 'reviewOn') ?? undefined, 'reviewOn', wording.reviewOn),
      audience: one(audienceOf(cell('适用范围', was.适用范围)), 'audience', wording.audience),
      toConfirm: partsOf(cell('待确认', was.待确认), /\n/u),
    },
    categoryCode: one(
      categoryOf(cell('分类', was.分类), before.categoryCode),
      'category',
      before.categoryCode,
    ),
    synonyms: partsOf(cell('市民说法', was.市民说法), /[、,，;；\n]/u),
    validFrom,
    validUntil: lastDay === null ? null : lastDay + dayMs,
  };
  if (isTooLong(text)) faults.push('tooLong');
  return { text, faults: [...new Set([...faults, ...faultsOf(text, now)])] };
}

function audienceOf(said: string): Audience | undefined {
  if (said === audienceWords.public) return 'public';
  return said === audienceWords.internal ? 'internal' : undefined;
}

function handlingOf(said: string): boolean | undefined {
  if (said === handlingWords.direct) return true;
  return said === handlingWords.assign ? false : undefined;
}

/** By name or code; a code of another taxonomy only where the entry has it already. */
function categoryOf(said: string, kept: string): string | undefined {
  const known = categories.find(({ name, code }) => name === said || code === said);
  return known?.code ?? (said !== '' && said === kept ? kept : undefined);
}

function partsOf(text: string, mark: RegExp): string[] {
  const parts = text.split(mark).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

function isTooLong({ title, body, wording, synonyms }: EntryText): boolean {
  return (
    title.length > most.title ||
    body.length > most.body ||
    wording.spoken.length > most.text ||
    wording.recorded.length > most.text ||
    wording.source.length > most.source ||
    wording.reviewer.length > most.reviewer ||
    synonyms.length > mostSynonyms.words ||
    synonyms.some((word) => word.length > mostSynonyms.length) ||
    wording.toConfirm.length > mostToConfirm.lines ||
    wording.toConfirm.some((line) => line.length > mostToConfirm.length)
  );
}

/** As much of a text as an entry has room for: to show what stands in a row that cannot be taken. */
export function clippedText(text: EntryText): EntryText {
  const { wording } = text;
  const each = (words: readonly string[], count: number, length: number) =>
    words.slice(0, count).map((word) => clip(word, length));
  return {
    ...text,
    title: clip(text.title, most.title),
    body: clip(text.body, most.body),
    wording: {
      ...wording,
      spoken: clip(wording.spoken, most.text),
      recorded: clip(wording.recorded, most.text),
      source: clip(wording.source, most.source),
      reviewer: clip(wording.reviewer, most.reviewer),
      toConfirm: each(wording.toConfirm, mostToConfirm.lines, mostToConfirm.length),
    },
    synonyms: each(text.synonyms, mostSynonyms.words, mostSynonyms.length),
  };
}

/** `2027-06-30` in Shanghai; `''` for none. */
function dayOf(at: number | null): string {
  return at === null ? '' : new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
}

function startOf(day: string | null): number | null {
  return day === null ? null : Date.parse(`${day}T00:00:00+08:00`);
}

/** `2027-06-30`, `2027/6/30`, `2027年6月30日`, with a time of day or without; `undefined` = no day of any year that an entry is about. */
function readDay(said: string): string | undefined {
  const found =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/u.exec(said);
  if (!found) return undefined;
  const [, year = '', month = '', date = ''] = found;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = Date.parse(`${day}T00:00:00Z`);
  const isThere = !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
  return isThere && Number(year) >= firstYear ? day : undefined;
}
