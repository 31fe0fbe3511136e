import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CityHttp, CityMapping } from './city-config.ts';
import type { CityEnvelope, CityPlatform, Delivery } from './city-platform.ts';
import { messageIdOf, readRow } from './read-row.ts';
import { writeReport } from './write-report.ts';

export interface HttpCityDeps {
  readonly http: CityHttp;
  readonly mapping: CityMapping;
  /** The platform's `fetch`, which trusts what this process trusts. */
  readonly fetch: typeof fetch;
}

/** Of one page; each message behind it is asked for with the next. */
const pageSize = 50;
const longestBody = 8 * 1024 * 1024;

const pageSchema = z.object({ messages: z.array(z.unknown()).max(1000) });
const sentSchema = z.object({
  /** Where it stands with the city. */
  seq: z.union([z.int().min(0).transform(String), z.string().min(1).max(64)]),
  row: z.record(z.string(), z.unknown()),
});

/**
 * The city platform over HTTP: `GET messages?since=…&limit=50` → `{"messages":[{"seq":7,"row":{…}}]}`, oldest first; `POST reports` with
 * one row and `Idempotency-Key`: 2xx and 409 (known) = taken, 401, 403, 408, 429 and 5xx = later, other 4xx = refused. Follows no
 * redirect: the token goes nowhere else.
 */
export function createHttpCity({ http, mapping, fetch: ask }: HttpCityDeps): CityPlatform {
  const headers = { authorization: `Bearer ${http.token}`, accept: 'application/json' };
  const limits = (signal: AbortSignal) => ({
    redirect: 'error' as const,
    signal: AbortSignal.any([signal, AbortSignal.timeout(http.timeoutSeconds * 1000)]),
  });
  return {
    read: (raw) => readRow(mapping, raw),
    async fetch(place, signal) {
      const url = new URL('messages', http.url);
      url.searchParams.set('since', place ?? '');
      url.searchParams.set('limit', String(pageSize));
      const response = await ask(url, { headers, ...limits(signal) });
      if (!response.ok) throw new CityAway(`HTTP ${response.status}`);
      const { messages } = pageSchema.parse(JSON.parse(await bodyOf(response)));
      return messages.map((message) => enveloped(mapping, message));
    },
    async deliver(report, signal): Promise<Delivery> {
      const body = JSON.stringify(writeReport(mapping, report));
      try {
        const response = await ask(new URL('reports', http.url), {
          method: 'POST',
          headers: {
            ...headers,
            'content-type': 'application/json',
            'idempotency-key': report.exchangeId,
          },
          body,
          ...limits(signal),
        });
        return await judged(response);
      } catch (error) {
        return { kind: 'unreachable', detail: error instanceof Error ? error.name : 'unknown' };
      }
    },
  };
}

/** The city answers, but not what was asked for. */
class CityAway extends Error {
  override readonly name = 'CityAway';
}

const later = new Set([401, 403, 408, 425, 429]);

async function judged(response: Response): Promise<Delivery> {
  const { status } = response;
  const text = (await bodyOf(response).catch(() => '')).slice(0, 200);
  if (response.ok || status === 409) return { kind: 'taken' };
  if (status >= 500 || later.has(status)) return { kind: 'unreachable', detail: `HTTP ${status}` };
  return { kind: 'refused', detail: `HTTP ${status} ${text}`.trim() };
}

function enveloped(mapping: CityMapping, message: unknown): CityEnvelope {
  const sent = sentSchema.safeParse(message);
  const raw = JSON.stringify(sent.success ? sent.data.row : message);
  const said = sent.success ? messageIdOf(mapping, sent.data.row) : '';
  const hash = createHash('sha256').update(raw).digest('hex');
  const place = sent.success ? sent.data.seq : '';
  return { messageId: said === '' ? `sha256:${hash}` : said, place, raw };
}

/** The whole text; throws for one that is longer than any answer should be. */
async function bodyOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.byteLength;
    if (length > longestBody) throw new CityAway('too long');
    pieces.push(piece);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
}
