import { z } from 'zod';
import { findCategory } from '../../../shared/domain/office/categories.ts';
import { districtChoices } from '../../../shared/domain/office/places.ts';
import { longestAttachment } from '../../../shared/domain/tickets/attachments.ts';
import { applicationKinds, solvedAnswers } from '../../../shared/domain/tickets/ticket-work.ts';
import { ticketKinds } from '../../../shared/domain/tickets/ticket.ts';
import { type DispatchSystem, cityMessageKinds, cityReportKinds } from './city-platform.ts';

/** What of a message we read; the configuration says in which field of the city's row it stands. */
const cityFields = [
  'messageId',
  'messageKind',
  'saidAt',
  'cityNo',
  'dispatchedAt',
  'dueAt',
  'limit',
  'limitUnit',
  'kind',
  'category',
  'district',
  'address',
  'title',
  'content',
  'requesterName',
  'requesterNumber',
  'appointed',
  'urgent',
  'confidential',
  'applicationId',
  'agrees',
  'words',
  'newDueAt',
  'files',
] as const;
export type CityField = (typeof cityFields)[number];

/** What of a report goes out, under which name. */
export const reportFields = [
  'id',
  'kind',
  'cityNo',
  'ticketNo',
  'at',
  'byWorkNo',
  'reason',
  'suggestedOwner',
  'applicationId',
  'what',
  'basis',
  'newDueAt',
  'reply',
  'channel',
  'handling',
  'solved',
  'satisfaction',
  /** Names of the files that go with it. */
  'files',
] as const;
export type ReportField = (typeof reportFields)[number];

/** What of a file goes out, under which name. */
const fileFields = [
  'reportId',
  'fileId',
  'cityNo',
  'name',
  'mediaType',
  'sha256',
  'content',
] as const;

const field = z.string().min(1).max(64);
const codesOf = <V extends string>(value: z.ZodType<V>) =>
  z.record(z.string().max(64), value).default({});
const yesNo = codesOf(z.enum(['yes', 'no']));

/** Files of reports over HTTP: one request for each, `multipart/form-data`. */
const sentFilesSchema = z.strictObject({
  /** Behind the address of the line; never leaves it. */
  path: z
    .string()
    .max(128)
    .regex(/^\w[\w-]*(?:\/[\w-]+)*$/, '只能是地址后面的一段路径，如 attachments'),
  /** A longer file is not sent; in bytes. */
  longest: z.int().min(1).max(longestAttachment).default(longestAttachment),
  fields: z.partialRecord(z.enum(fileFields), field).refine(({ content }) => content, {
    error: '必须写明 content 的字段名',
  }),
});

/** One file in the list that a message of the city brings; where it is only text, it is a link (HTTP) or a name (sheets). */
const broughtFilesSchema = z.strictObject({
  name: field,
  /** Base64. */
  content: field,
  sha256: field.optional(),
  /** Kept as text and never followed. */
  link: field.optional(),
});

/** Which field of the city's row is what, and what its codes mean. A value that is not ours refuses the whole file. */
const mappingSchema = z.strictObject({
  fields: z
    .partialRecord(z.enum(cityFields), field)
    .refine(({ cityNo, content }) => cityNo !== undefined && content !== undefined, {
      error: '必须写明 cityNo 和 content 在哪个字段',
    }),
  /** What does not say how urgent it is: of 110 urgent, of the city not. */
  urgentByDefault: z.boolean().optional(),
  codes: z.strictObject({
    messageKind: codesOf(z.enum(cityMessageKinds)),
    kind: codesOf(z.enum(ticketKinds)),
    category: codesOf(
      z.string().refine((code) => findCategory(code) !== null, { error: '没有这个分类代码' }),
    ),
    district: codesOf(
      z.string().refine((name) => districtChoices.includes(name), { error: '没有这个区' }),
    ),
    limitUnit: codesOf(z.enum(['工作日', '小时', '天'])),
    urgent: yesNo,
    confidential: yesNo,
    appointed: yesNo,
    agrees: yesNo,
  }),
  files: broughtFilesSchema.optional(),
  reports: z.strictObject({
    files: sentFilesSchema.optional(),
    fields: z
      .partialRecord(z.enum(reportFields), field)
      .refine((named) => named.id && named.kind && named.cityNo, {
        error: '必须写明 id、kind 和 cityNo 的字段名',
      }),
    codes: z.strictObject({
      kind: z.partialRecord(z.enum(cityReportKinds), z.string().max(64)).default({}),
      what: z.partialRecord(z.enum(applicationKinds), z.string().max(64)).default({}),
      solved: z.partialRecord(z.enum(solvedAnswers), z.string().max(64)).default({}),
    }),
  }),
});
export type CityMapping = z.infer<typeof mappingSchema>;

/** Encrypted, or on this very machine. */
function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

/** A line over HTTP: address and token. */
export const httpSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: '不是完整的地址，应像 https://主机名/路径/' })
    .refine((text) => !/[?#@]/.test(text), { error: '地址里不能有 ?、# 或 @' })
    .refine((text) => !URL.canParse(text) || isSafe(text), { error: '应以 https:// 开头' })
    .transform((text) => (text.endsWith('/') ? text : `${text}/`)),
  /** Sent as a bearer token; never logged. */
  token: z.string().regex(/^[\x21-\x7e]{1,1000}$/, '访问密码只能是可见的英文字符'),
  pollSeconds: z.int().min(1).max(3600).default(30),
  timeoutSeconds: z.int().min(1).max(120).default(15),
});
export type CityHttp = z.infer<typeof httpSchema>;

/** Sheets instead of a line: a folder with `in`, `out`, `back` and `done`. */
const sheetsSchema = z.strictObject({
  folder: z.string().min(1).max(1000),
  /** How often `in` is looked into. */
  pollSeconds: z.int().min(1).max(3600).default(10),
});
export type CitySheets = z.infer<typeof sheetsSchema>;

/** `city.json`, beside the hub's data. */
const citySchema = z
  .strictObject({
    http: httpSchema.optional(),
    sheets: sheetsSchema.optional(),
    ...mappingSchema.shape,
  })
  .refine(({ http, sheets }) => !http || !sheets, { error: 'http 和 sheets 只能写一个' });
export interface CityConfig {
  readonly http: CityHttp | null;
  readonly sheets: CitySheets | null;
  readonly mapping: CityMapping;
}

/** Reads `city.json`, or the file of another system that dispatches as the city does. Throws with one line for each fault, in words for who wrote it; what the file holds is not repeated. */
export function parseCityConfig(text: string, system: DispatchSystem = 'city'): CityConfig {
  const file = `${system}.json`;
  const read = citySchema.safeParse(parseConfigJson(text, file));
  if (!read.success) {
    const faults = read.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || '（全文）'}：${message}`,
    );
    throw new Error(`${file} 有误：\n${faults.join('\n')}`);
  }
  const { http, sheets, ...mapping } = read.data;
  const kinds = Object.values(mapping.codes.messageKind);
  if (system === 'linkage110' && kinds.some((kind) => kind !== 'dispatch'))
    throw new Error(`${file} 有误：\ncodes.messageKind：110 联动只有 dispatch`);
  return { http: http ?? null, sheets: sheets ?? null, mapping };
}

/** Throws a sentence for what is no JSON. */
export function parseConfigJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} 不是完整的 JSON`);
  }
}
