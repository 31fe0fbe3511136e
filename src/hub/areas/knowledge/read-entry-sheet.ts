import { createHash } from 'node:crypto';
import { cleanLine, clip } from '../../../shared/clean-text.ts';
import {
  type EntryCells,
  entryColumns,
  neededColumns,
  readEntryRow,
  shownText,
} from '../../../shared/domain/knowledge/entry-sheet.ts';
import {
  type EntryText,
  entryLimits,
  textFrom,
} from '../../../shared/domain/knowledge/entry-text.ts';
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import {
  type ReadSheet,
  type SheetFault,
  type SheetRow,
  mostSheetRows,
  mostSheetText,
} from '../../../shared/domain/knowledge/sheet-rows.ts';
import { sheetFaultWords } from '../../../shared/domain/knowledge/sheet-words.zh-cn.ts';
import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import {
  type OfficeFile,
  outcomeHead,
  readOfficeFile,
  writeOfficeFile,
} from '../city/office-file.ts';
import type { SheetTable } from '../city/sheet-table.ts';

interface Deps {
  readonly store: Pick<HubStore, 'knowledge'>;
  readonly now: number;
}

interface Known {
  readonly byNo: ReadonlyMap<string, KnowledgeEntry>;
  readonly byTitle: ReadonlyMap<string, KnowledgeEntry>;
}

const halfYearMs = 182 * 86_400_000;

/** Judges a sheet of entries, CSV or .xlsx as offices keep them (ADR 0252). Changes nothing; what is wrong is told of each row. */
export async function readEntrySheet(
  deps: Deps,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<ReadSheet> {
  const file = await readOfficeFile(name, bytes, neededColumns);
  const table = file.sheets.find((sheet) => sheet.table !== null)?.table ?? null;
  if (table === null) return { rows: [], remark: clip(file.remark, 150), returned: null };
  const known = await knownEntries(deps.store);
  const seen = new Set<string>();
  const rows: SheetRow[] = [];
  let length = 0;
  for (const [index, cells] of table.rows.slice(0, mostSheetRows).entries()) {
    const read = await readRow(deps, known, { name, row: index + 1, cells: cellsIn(table, cells) });
    length += JSON.stringify([read.before, read.after]).length;
    if (length > mostSheetText) break;
    // Two new entries of one title are one that was typed twice.
    const key = read.outcome === 'new' ? `title ${read.after.title}` : read.entryId;
    const isGood = read.outcome !== 'bad';
    const isTwice = isGood && seen.has(key);
    if (isGood) seen.add(key);
    rows.push(isTwice ? withFault(read, 'twice') : read);
  }
  const remark = remarkOf(file, table, rows.length);
  return { rows, remark, returned: await returnedOf(file, { name, table, rows }) };
}

/** What of the file was not read. */
function remarkOf(file: OfficeFile, { heads, rows }: SheetTable, read: number): string {
  const left = rows.length - read;
  const others = file.sheets.filter(({ table }) => table !== null).slice(1);
  const columns = heads.filter(
    (head, at) =>
      head !== '' &&
      head !== outcomeHead &&
      (!entryColumns.some((column) => column === head) || heads.indexOf(head) < at),
  );
  const said = [
    left > 0 ? `只读取了前 ${read} 行，另有 ${left} 行请分成几个文件` : '',
    others.length > 0
      ? `一次只读一张工作表，没有读取：${names(others.map(({ name }) => name))}`
      : '',
    columns.length > 0 ? `这些列没有读取：${names(columns)}` : '',
    clip(file.remark, 150),
  ];
  return said.filter((one) => one !== '').join('；');
}

const names = (all: readonly string[]) => clip(all.join('、'), 80);

async function knownEntries({ knowledge }: Pick<HubStore, 'knowledge'>): Promise<Known> {
  const entries = await knowledge.current();
  const inUse = entries.filter(({ written }) => !written?.isRetired);
  return {
    byNo: new Map(entries.map((entry) => [entry.entryNo, entry])),
    byTitle: new Map(inUse.map((entry) => [entry.title, entry])),
  };
}

function cellsIn({ heads }: SheetTable, row: readonly string[]): EntryCells {
  return Object.fromEntries(
    entryColumns.flatMap((column) => {
      const at = heads.indexOf(column);
      return at < 0 ? [] : [[column, row[at] ?? '']];
    }),
  );
}

interface AskedRow {
  readonly name: string;
  readonly row: number;
  readonly cells: EntryCells;
}

async function readRow(
  { store, now }: Deps,
  { byNo, byTitle }: Known,
  { name, row, cells }: AskedRow,
): Promise<SheetRow> {
  const entryNo = cleanLine(cells.编号 ?? '').trim();
  const there = entryNo === '' ? undefined : byNo.get(entryNo);
  const today = shanghaiTime(now).slice(0, 10);
  // A version that is still to come is what a change is made over.
  const over = there ? ((await store.knowledge.versions(there.entryId))[0] ?? there) : null;
  const before = over ? textFrom(over, today) : null;
  const asked = readEntryRow(cells, { before: before ?? emptyText(now), now });
  const text = begun(shownText(asked.text), now);
  const isUnchanged = before !== null && isSame(before, text);
  // What asks for nothing need not be fit to be taken now: an entry whose days are over.
  const isUnknown = entryNo !== '' && !there;
  const faults: SheetFault[] = isUnchanged || isUnknown ? [] : [...asked.faults];
  // What it lacks as a new entry is not what is wrong with it.
  if (isUnknown) faults.push('unknownNo');
  if (over?.written?.isRetired) faults.push('retired');
  const entryId = there?.entryId ?? idOf('entry', JSON.stringify(text));
  const twin = there ? undefined : byTitle.get(text.title);
  // The same row once more, after it was taken.
  const isTaken = twin !== undefined && isSame(textFrom(twin, today), text);
  if (twin && !isTaken) faults.push('titleThere');
  const version = over?.version ?? 0;
  const what = JSON.stringify([entryId, version, text]);
  return {
    row,
    entryId,
    entryNo: clip(entryNo, 16) || (twin?.entryNo ?? ''),
    outcome: outcomeOf(faults, { isNew: before === null, asksNothing: isUnchanged || isTaken }),
    faults,
    before: before ?? (isTaken && twin ? textFrom(twin, today) : null),
    after: text,
    over: version,
    why: clip((cells.修改理由 ?? '').trim(), entryLimits.why) || `导入 ${name}`,
    proposalId: idOf('proposal', what),
    proposeId: idOf('propose', what),
    acceptId: idOf('accept', what),
  };
}

function outcomeOf(
  faults: readonly SheetFault[],
  { isNew, asksNothing }: { readonly isNew: boolean; readonly asksNothing: boolean },
): SheetRow['outcome'] {
  if (faults.length > 0) return 'bad';
  if (asksNothing) return 'same';
  return isNew ? 'new' : 'changed';
}

function withFault(row: SheetRow, fault: SheetFault): SheetRow {
  return { ...row, outcome: 'bad', faults: [...row.faults, fault] };
}

function isSame(a: EntryText, b: EntryText): boolean {
  const told = ({
    title,
    body,
    wording,
    categoryCode,
    synonyms,
    validFrom,
    validUntil,
  }: EntryText) => {
    const { spoken, recorded, mayAnswerDirectly, source, reviewer, reviewOn, audience, toConfirm } =
      wording;
    const said = [
      spoken,
      recorded,
      mayAnswerDirectly,
      source,
      reviewer,
      reviewOn,
      audience,
      toConfirm,
    ];
    return JSON.stringify([title, body, said, categoryCode, synonyms, validFrom, validUntil]);
  };
  return told(a) === told(b);
}

/** A beginning that has passed is none that is asked for. */
function begun(text: EntryText, now: number): EntryText {
  return text.validFrom !== null && text.validFrom <= now ? { ...text, validFrom: null } : text;
}

/** What a row of a new entry is read over: all that it does not say is missing, but when it is looked at again. */
function emptyText(now: number): EntryText {
  return {
    title: '',
    body: '',
    wording: {
      spoken: '',
      recorded: '',
      mayAnswerDirectly: false,
      source: '',
      reviewer: '',
      reviewOn: shanghaiTime(now + halfYearMs).slice(0, 10),
      audience: 'public',
      toConfirm: [],
    },
    categoryCode: '',
    synonyms: [],
    validFrom: null,
    validUntil: null,
  };
}

/** Always the same UUID (v4 shape) for the same words. */
function idOf(kind: string, words: string): string {
  const hex = createHash('sha256').update(`knowledge sheet ${kind} ${words}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function returnedOf(
  file: OfficeFile,
  {
    name,
    table,
    rows,
  }: { readonly name: string; readonly table: SheetTable; readonly rows: readonly SheetRow[] },
): Promise<ReadSheet['returned']> {
  const bad = rows.filter(({ outcome }) => outcome === 'bad');
  if (bad.length === 0) return null;
  const kept = { heads: table.heads, rows: bad.map(({ row }) => table.rows[row - 1] ?? []) };
  const words = bad.map(
    ({ faults }) => `未收：${faults.map((fault) => sheetFaultWords[fault]).join('；')}`,
  );
  const { ending, bytes } = await writeOfficeFile(
    { ending: file.ending, sheets: [{ name: '未收的行', table: kept }], remark: '' },
    [words],
  );
  const stem = name.replace(/\.[^.]*$/u, '').slice(0, 80);
  return { name: `${stem}-未收的行${ending}`, bytes: Buffer.from(bytes).toString('base64') };
}
