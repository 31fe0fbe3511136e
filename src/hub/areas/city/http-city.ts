import { createHash } from 'node:crypto';
import type { CityMapping } from './city-config.ts';
import type { CityPlatform, CityReport, Delivery, OutgoingFile } from './city-platform.ts';
import { takeFilesOut } from './incoming-files.ts';
import { type PartnerHttpDeps, createPartnerHttp, judgedByStatus } from './partner-http.ts';
import { messageIdOf, readRow } from './read-row.ts';
import { writeReport } from './write-report.ts';

export interface HttpCityDeps extends PartnerHttpDeps {
  readonly mapping: CityMapping;
}

/** The city platform, or 110, over HTTP: `messages` and `reports` of `createPartnerHttp`. */
export function createHttpCity({ mapping, ...deps }: HttpCityDeps): CityPlatform {
  const line = createPartnerHttp(deps);
  return {
    read: (raw) => readRow(mapping, raw),
    async fetch(place, signal) {
      const rows = await line.page('messages', place, signal);
      return rows.map(({ place: at, row, raw }) => {
        const said = row ? messageIdOf(mapping, row) : '';
        const taken = row ? takeFilesOut(mapping, row) : { row, files: [] };
        const bare = taken.files.length === 0 ? raw : JSON.stringify(taken.row);
        const messageId = said === '' ? idOfText(bare) : said;
        return { messageId, place: at, raw: bare, files: taken.files };
      });
    },
    async deliver(report, signal, files = []) {
      const row = writeReport(
        mapping,
        report,
        files.map(({ fileName }) => fileName),
      );
      const told = judgedByStatus(
        await line.post('reports', { key: report.exchangeId, row }, signal),
      );
      if (told.kind !== 'taken' || files.length === 0) return told;
      return sendFiles(line, mapping, { report, files, signal });
    },
  };
}

/** An id for what bears none: the same text is the same message. */
export function idOfText(raw: string): string {
  return `sha256:${createHash('sha256').update(raw).digest('hex')}`;
}

/** One after the other. A file that is refused holds up none; one that cannot be handed over now has the whole told again later. */
async function sendFiles(
  line: ReturnType<typeof createPartnerHttp>,
  { reports }: CityMapping,
  {
    report,
    files,
    signal,
  }: {
    readonly report: CityReport;
    readonly files: readonly OutgoingFile[];
    readonly signal: AbortSignal;
  },
): Promise<Delivery> {
  const refusedFiles: Record<string, string> = {};
  for (const file of files) {
    const { fileId, bytes } = file;
    if (!reports.files) {
      refusedFiles[fileId] = 'noPlace';
      continue;
    }
    const { path, longest } = reports.files;
    const { byteLength } = bytes;
    if (byteLength > longest) {
      refusedFiles[fileId] = 'tooLong';
      continue;
    }
    const form = formOf(reports.files.fields, report, file);
    const key = `${report.exchangeId}.${fileId}`;
    const told = judgedByStatus(await line.postForm(path, { key, form, byteLength }, signal));
    if (told.kind === 'unreachable') return told;
    if (told.kind === 'refused') refusedFiles[fileId] = told.detail;
  }
  return { kind: 'taken', refusedFiles };
}

type FileFields = NonNullable<CityMapping['reports']['files']>['fields'];

/** What the configuration does not name is not sent; the bytes stand last, as receivers of forms like them. */
function formOf(
  fields: FileFields,
  { exchangeId, cityNo }: CityReport,
  { fileId, fileName, mediaType, bytes }: OutgoingFile,
): FormData {
  const form = new FormData();
  const words = {
    reportId: exchangeId,
    fileId,
    cityNo,
    name: fileName,
    mediaType,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  for (const name of ['reportId', 'fileId', 'cityNo', 'name', 'mediaType', 'sha256'] as const) {
    const column = fields[name];
    if (column !== undefined) form.append(column, words[name]);
  }
  const content = new Blob([new Uint8Array(bytes)], { type: mediaType });
  form.append(fields.content ?? 'content', content, fileName);
  return form;
}
