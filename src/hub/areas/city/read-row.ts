import { z } from 'zod';
import { cleanLine, cleanLines, clip } from '../../../shared/clean-text.ts';
import { idSchema } from '../../../shared/contract/base-schemas.ts';
import { districtChoices } from '../../../shared/domain/office/places.ts';
import type { CityField, CityMapping } from './city-config.ts';
import type { CityDemand, CityFault, CityMessage, CityReading } from './city-platform.ts';
import { readCityTime } from './city-time.ts';

/** One row of the city platform, field → value, as it came. */
const rowSchema = z.record(z.string(), z.unknown());
export type CityRow = z.infer<typeof rowSchema>;

/** Why a text is no row; `null` = it is one. */
function parseRow(raw: string): CityRow | null {
  try {
    return rowSchema.parse(JSON.parse(raw));
  } catch {
    return null;
  }
}

/**
 * Reads a row by what the configuration says of its fields and codes. Texts are cleaned and bounded as everywhere; a code that is not
 * in the configuration is said with its field, a time or number that cannot be read as well. What the row says of the citizen is in
 * no fault.
 */
export function readRow(mapping: CityMapping, raw: string): CityReading {
  const row = parseRow(raw);
  const unread = (fault: CityFault): CityReading => ({ ok: false, fault, kind: '', cityNo: null });
  if (!row) return unread({ reason: 'unreadable', detail: 'row' });
  const cells = createCells(mapping, row);
  // An input method in full-width mode types `ＷＨ１`.
  const cityNo = cells.line('cityNo', 64).normalize('NFKC');
  if (cityNo === '') return unread({ reason: 'unreadable', detail: 'cityNo' });
  if (isExponent(cityNo)) return unread({ reason: 'unreadable', detail: 'cityNo damaged' });
  const { messageKind } = mapping.fields;
  // A sheet of dispatches has no such column.
  const kind =
    messageKind === undefined ? 'dispatch' : cells.code('messageKind', mapping.codes.messageKind);
  const saidAt = cells.time('saidAt') ?? cells.time('dispatchedAt');
  const said = { cityNo, saidAt: saidAt ?? 0 };
  if (saidAt === null) cells.faults.push({ reason: 'unreadable', detail: 'saidAt' });
  const message = kind === null ? null : messageOf(kind, said, cells);
  const fault = cells.faults.find(({ reason }) => reason === 'unreadable') ?? cells.faults[0];
  if (message && !fault) return { ok: true, message };
  const none = { reason: 'unreadable', detail: 'messageKind' } as const;
  return { ok: false, fault: fault ?? none, kind: kind ?? '', cityNo };
}

/** The city's own id of a row; `''` = it has none. */
export function messageIdOf(mapping: CityMapping, row: CityRow): string {
  return createCells(mapping, row).line('messageId', 128);
}

type Cells = ReturnType<typeof createCells>;

function createCells({ fields, codes, urgentByDefault = false }: CityMapping, row: CityRow) {
  const faults: CityFault[] = [];
  const raw = (name: CityField) => cellText(row[fields[name] ?? '']);
  const line = (name: CityField, max: number) => clip(cleanLine(raw(name)).trim(), max);
  return {
    faults,
    codes,
    urgentByDefault,
    line,
    lines: (name: CityField, max: number) => clip(cleanLines(raw(name)).trim(), max),
    time(name: CityField, options: { dayEnds?: boolean } = {}): number | null {
      const text = line(name, 64);
      if (text === '') return null;
      const at = readCityTime(text, options);
      if (at === null) faults.push({ reason: 'unreadable', detail: name });
      return at;
    },
    code<V>(name: CityField, table: Readonly<Record<string, V>>): V | null {
      const text = line(name, 64);
      if (text === '') return null;
      if (Object.hasOwn(table, text)) return table[text] ?? null;
      faults.push({ reason: 'unknownCode', detail: `${name} ${text}` });
      return null;
    },
  };
}

/** Some platforms write what is not there as a word. */
function cellText(value: unknown): string {
  if (typeof value === 'string') return /^\s*null\s*$/i.test(value) ? '' : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function messageOf(
  kind: CityMessage['kind'],
  said: Pick<CityMessage, 'cityNo' | 'saidAt'>,
  cells: Cells,
): CityMessage {
  const words = cells.line('words', 500);
  const reason = words === '' ? '市级平台未写明理由' : words;
  const agrees = () => {
    const answer = cells.code('agrees', cells.codes.agrees);
    if (answer === null && cells.line('agrees', 64) === '')
      cells.faults.push({ reason: 'unreadable', detail: 'agrees' });
    return answer === 'yes';
  };
  const dueAt = () => cells.time('newDueAt', { dayEnds: true });
  switch (kind) {
    case 'dispatch':
      return { ...said, kind, demand: demandOf(cells, said.saidAt) };
    case 'returnAnswered':
      return { ...said, kind, agrees: agrees(), words };
    case 'applicationAnswered': {
      const applicationId = cells.line('applicationId', 64);
      if (!idSchema.safeParse(applicationId).success)
        cells.faults.push({ reason: 'unreadable', detail: 'applicationId' });
      return { ...said, kind, applicationId, agrees: agrees(), words, dueAt: dueAt() };
    }
    case 'rework':
      return { ...said, kind, reason, dueAt: dueAt() };
    case 'confirmed':
      return { ...said, kind };
    case 'rejected':
      return { ...said, kind, reason };
  }
}

/** As long as a ticket's; what is longer stands whole in the ledger, and the ticket says so. */
const longestContent = 4000;
const cutMark = '\n（原文过长，完整内容见往来记录）';

function demandOf(cells: Cells, saidAt: number): CityDemand {
  const { codes, urgentByDefault } = cells;
  const isYes = (name: 'urgent' | 'confidential' | 'appointed', isSoUnsaid = false) =>
    (cells.code(name, codes[name]) ?? (isSoUnsaid ? 'yes' : 'no')) === 'yes';
  return {
    dispatchedAt: cells.time('dispatchedAt') ?? saidAt,
    dueAt: cells.time('dueAt', { dayEnds: true }),
    limit: limitOf(cells),
    kind: cells.code('kind', codes.kind),
    categoryCode: cells.code('category', codes.category),
    district: districtOf(cells),
    address: cells.line('address', 200),
    content: contentOf(cells),
    requesterName: cells.line('requesterName', 40),
    requesterNumber: numberOf(cells),
    appointed: isYes('appointed'),
    urgent: isYes('urgent', urgentByDefault),
    confidential: isYes('confidential'),
  };
}

/** `1.99E+10`: a spreadsheet has taken a number for a quantity, and its digits are gone. */
function isExponent(text: string): boolean {
  return /^\d(?:\.\d+)?E\+\d{1,2}$/i.test(text);
}

/** `2780001234` was `027 8000 1234` before a spreadsheet took its zero; 400 and 800 begin without one. */
function hasLostZero(text: string): boolean {
  return /^[2-9]\d{8,10}$/.test(text) && !/^[48]00\d{7}$/.test(text);
}

function numberOf(cells: Cells): string {
  const text = cells.line('requesterNumber', 64);
  const damage = isExponent(text) ? 'damaged' : hasLostZero(text) ? 'lostZero' : null;
  if (damage !== null)
    cells.faults.push({ reason: 'unreadable', detail: `requesterNumber ${damage}` });
  return text;
}

/** `5` and a code for working days, or the limit in one field, as words. */
function limitOf(cells: Cells): string {
  const limit = cells.line('limit', 40);
  const unit = limit === '' ? null : cells.code('limitUnit', cells.codes.limitUnit);
  return unit === null ? limit : `${limit} ${unit}`;
}

/** By its code, or by a name that is ours already. */
function districtOf(cells: Cells): string | null {
  const name = cells.line('district', 64);
  return districtChoices.includes(name) ? name : cells.code('district', cells.codes.district);
}

function contentOf(cells: Cells): string {
  const title = cells.line('title', 200);
  const content = cells.lines('content', 100_000).replaceAll(/<br ?\/?>/gi, '\n');
  const whole = title === '' || content.includes(title) ? content : `【${title}】\n${content}`;
  if (whole.length <= longestContent) return whole;
  return clip(whole, longestContent - cutMark.length) + cutMark;
}
