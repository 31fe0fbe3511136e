import { createHash } from 'node:crypto';
import type { CityMapping } from './city-config.ts';
import type { CityPlatform } from './city-platform.ts';
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
        return { messageId: said === '' ? idOfText(raw) : said, place: at, raw };
      });
    },
    async deliver(report, signal) {
      const row = writeReport(mapping, report);
      return judgedByStatus(await line.post('reports', { key: report.exchangeId, row }, signal));
    },
  };
}

/** An id for what bears none: the same text is the same message. */
export function idOfText(raw: string): string {
  return `sha256:${createHash('sha256').update(raw).digest('hex')}`;
}
