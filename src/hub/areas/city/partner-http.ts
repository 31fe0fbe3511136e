import { z } from 'zod';
import type { CityHttp } from './city-config.ts';
import type { Delivery } from './city-platform.ts';

export interface PartnerHttpDeps {
  readonly http: CityHttp;
  /** The platform's `fetch`, which trusts what this process trusts. */
  readonly fetch: typeof fetch;
}

/** What another system has answered, or why nothing came. */
export type PartnerAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'unreachable'; readonly detail: string };

export interface PartnerForm {
  /** The same key is the same form. */
  readonly key: string;
  readonly form: FormData;
  readonly byteLength: number;
}

/** A line of half a megabit. */
const slowestBytesPerMs = 64;

/** One row of a page; `place` = behind which to go on, `''` = it says none. */
export interface PartnerRow {
  readonly place: string;
  readonly row: Readonly<Record<string, unknown>> | null;
  readonly raw: string;
}

/** Of one page; each message behind it is asked for with the next. */
const pageSize = 50;
/** Room for one message with two of the longest files, in base64. A page that is longer is asked for message by message. */
const longestBody = 64 * 1024 * 1024;

const pageSchema = z.object({ messages: z.array(z.unknown()).max(1000) });
const sentSchema = z.object({
  /** Where it stands with them. */
  seq: z.union([z.int().min(0).transform(String), z.string().min(1).max(64)]),
  row: z.record(z.string(), z.unknown()),
});

/**
 * Another system over HTTP/JSON with a bearer token. `page`: `GET PATH?since=…&limit=50` → `{"messages":[{"seq":7,"row":{…}}]}`, oldest
 * first; rejects for anything else. `post`: one row with `Idempotency-Key`; never rejects. Follows no redirect: the token goes nowhere
 * else.
 */
export function createPartnerHttp({ http, fetch: ask }: PartnerHttpDeps) {
  const headers = { authorization: `Bearer ${http.token}`, accept: 'application/json' };
  const limits = (signal: AbortSignal, moreMs = 0) => ({
    redirect: 'error' as const,
    signal: AbortSignal.any([signal, AbortSignal.timeout(http.timeoutSeconds * 1000 + moreMs)]),
  });
  return {
    async page(path: string, place: string | null, signal: AbortSignal): Promise<PartnerRow[]> {
      const of = async (limit: number) => {
        const url = new URL(path, http.url);
        url.searchParams.set('since', place ?? '');
        url.searchParams.set('limit', String(limit));
        const response = await ask(url, { headers, ...limits(signal) });
        if (!response.ok) throw new PartnerAway(`HTTP ${response.status}`);
        const { messages } = pageSchema.parse(JSON.parse(await bodyOf(response)));
        return messages.map(rowOf);
      };
      try {
        return await of(pageSize);
      } catch (error) {
        if (!(error instanceof PartnerTooLong)) throw error;
        return of(1);
      }
    },
    async post(
      path: string,
      { key, row }: { readonly key: string; readonly row: Readonly<Record<string, string>> },
      signal: AbortSignal,
    ): Promise<PartnerAnswer> {
      try {
        const response = await ask(new URL(path, http.url), {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(row),
          ...limits(signal),
        });
        return await answerOf(response);
      } catch (error) {
        return unreached(error);
      }
    },
    /** A form with files of `byteLength` in all; never rejects. Has more time, the longer it is. */
    async postForm(
      path: string,
      { key, form, byteLength }: PartnerForm,
      signal: AbortSignal,
    ): Promise<PartnerAnswer> {
      const forBytes = Math.ceil(byteLength / slowestBytesPerMs);
      try {
        const response = await ask(new URL(path, http.url), {
          method: 'POST',
          headers: { ...headers, 'idempotency-key': key },
          body: form,
          ...limits(signal, forBytes),
        });
        return await answerOf(response);
      } catch (error) {
        return unreached(error);
      }
    },
  };
}

async function answerOf(response: Response): Promise<PartnerAnswer> {
  const text = await bodyOf(response).catch(() => '');
  return { kind: 'answered', status: response.status, text };
}

function unreached(error: unknown): PartnerAnswer {
  return { kind: 'unreachable', detail: error instanceof Error ? error.name : 'unknown' };
}

/** The other side answers, but not what was asked for. */
class PartnerAway extends Error {
  override readonly name = 'PartnerAway';
}

class PartnerTooLong extends Error {
  override readonly name = 'PartnerTooLong';
}

const later = new Set([401, 403, 408, 425, 429]);

/** 2xx and 409 (known) = taken, 401, 403, 408, 425, 429 and 5xx = later, other statuses = refused. */
export function judgedByStatus(answer: PartnerAnswer): Delivery {
  if (answer.kind === 'unreachable') return answer;
  const { status, text } = answer;
  if ((status >= 200 && status < 300) || status === 409) return { kind: 'taken' };
  if (status >= 500 || later.has(status)) return { kind: 'unreachable', detail: `HTTP ${status}` };
  return { kind: 'refused', detail: `HTTP ${status} ${text.slice(0, 200)}`.trim() };
}

function rowOf(message: unknown): PartnerRow {
  const sent = sentSchema.safeParse(message);
  if (!sent.success) return { place: '', row: null, raw: JSON.stringify(message) };
  const { seq, row } = sent.data;
  return { place: seq, row, raw: JSON.stringify(row) };
}

/** The whole text; throws for one that is longer than any answer should be. */
async function bodyOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.byteLength;
    if (length > longestBody) throw new PartnerTooLong('too long');
    pieces.push(piece);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
}
