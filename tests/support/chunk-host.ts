import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeEntries, type RecordingEntry } from '../../src/shared/recording/entries.ts';

/** How the host double answers the next PUT: as the real one, or with this status. */
export type ChunkAnswer = 'store' | 404 | 500 | 507;

/** A host double that keeps chunks in memory and answers as `http-paths.ts` says. */
export interface ChunkHost {
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** From now on. */
  answerWith(answer: ChunkAnswer): void;
  chunks(recordingId: string): readonly Uint8Array[];
  /** Arrival of each chunk, epoch ms. */
  arrivals(recordingId: string): readonly number[];
  entries(recordingId: string): readonly RecordingEntry[];
  /** All audio entries, joined: one Ogg stream. */
  audio(recordingId: string): Uint8Array;
}

const chunkPath = /^\/recordings\/([0-9a-f-]{36})\/chunks\/(\d+)$/;
const decoder = new TextDecoder();

export function createChunkHost(): ChunkHost {
  const stored = new Map<string, { readonly chunk: Uint8Array; readonly at: number }[]>();
  let answer: ChunkAnswer = 'store';

  const of = (recordingId: string) => {
    const list = stored.get(recordingId) ?? [];
    stored.set(recordingId, list);
    return list;
  };
  const entries = (recordingId: string) =>
    of(recordingId).flatMap(({ chunk }) => decodeEntries(chunk, (bytes) => decoder.decode(bytes)));

  return {
    handle: async (request, response) => {
      const match = chunkPath.exec(request.url ?? '');
      if (request.method !== 'PUT' || !match) return false;
      const body = Buffer.concat(await Array.fromAsync(request));
      response.statusCode = answer === 'store' ? 204 : answer;
      if (answer === 'store') {
        const list = of(match[1] ?? '');
        const seq = Number(match[2]);
        if (seq > list.length) {
          response.statusCode = 409;
          response.setHeader('x-expected-seq', String(list.length));
        } else if (seq === list.length) {
          list.push({ chunk: body, at: Date.now() });
        }
      }
      response.end();
      return true;
    },
    answerWith: (next) => {
      answer = next;
    },
    chunks: (recordingId) => of(recordingId).map(({ chunk }) => chunk),
    arrivals: (recordingId) => of(recordingId).map(({ at }) => at),
    entries,
    audio: (recordingId) =>
      Buffer.concat(
        entries(recordingId).flatMap((entry) => (entry.kind === 'audio' ? [entry.bytes] : [])),
      ),
  };
}
