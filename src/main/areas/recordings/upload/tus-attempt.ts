import { Readable } from 'node:stream';
import {
  DefaultHttpStack,
  DetailedError,
  type HttpResponse,
  type HttpStack,
  Upload,
} from 'tus-js-client';
import type { UploadMetadata } from '../../../../shared/contract/http-paths.ts';
import type { HubAddress } from '../../../../shared/contract/hub-address.ts';
import type { SegmentHandle } from '../../../../shared/node/segment-fs.ts';
import type { Timers } from '../../../host/timers.ts';

/**
 * Bytes per PATCH of an upload that goes on after a failure: small enough for proxies that collect whole bodies, and lose them
 * with the connection. A new one goes in one PATCH.
 */
const resumedChunkLength = 4 * 1024 * 1024;
/** What is read from the disk at a time. */
const pieceLength = 256 * 1024;
/** Without any progress for so long the connection is taken for dead. */
const stallMs = 30_000;

/** How one attempt ended. */
export type TusOutcome =
  | { readonly kind: 'complete' }
  /** The hub has answered with this status; `code` is from the body, if there is one. */
  | { readonly kind: 'refused'; readonly status: number; readonly body: string }
  | { readonly kind: 'noAnswer' }
  /** The file cannot be read, or is shorter than announced: nothing of it is the hub's fault. */
  | { readonly kind: 'unreadable' };

export interface TusAttempt {
  readonly handle: SegmentHandle;
  readonly byteLength: number;
  readonly address: HubAddress;
  /** Of an upload begun before; `null` begins a new one. */
  readonly uploadUrl: string | null;
  readonly token: string;
  readonly metadata: UploadMetadata;
  readonly timers: Timers;
  readonly signal: AbortSignal;
  readonly onUrl: (uploadUrl: string) => void;
  /** Bytes the hub has acknowledged. */
  readonly onAccepted: (byteLength: number) => void;
  readonly onProgress: (sentBytes: number) => void;
}

/**
 * One run of tus-js-client, without its retries and its memory: with an upload URL it can only continue that one (it
 * would otherwise begin anew after any 4xx), without one it can only begin.
 */
export function attemptUpload(attempt: TusAttempt): Promise<TusOutcome> {
  const { timers, signal, byteLength, address } = attempt;
  return new Promise((resolve) => {
    let cancelStall = () => undefined as void;
    const settle = (outcome: TusOutcome) => {
      cancelStall();
      signal.removeEventListener('abort', giveUp);
      resolve(outcome);
    };
    const stayAlive = () => {
      cancelStall();
      cancelStall = timers.after(stallMs, giveUp);
    };
    const upload = new Upload(Buffer.alloc(0), {
      endpoint: attempt.uploadUrl === null ? address.uploads : null,
      uploadUrl: attempt.uploadUrl,
      uploadSize: byteLength,
      chunkSize: attempt.uploadUrl === null ? Infinity : resumedChunkLength,
      retryDelays: null,
      storeFingerprintForResuming: false,
      fingerprint: async () => '',
      httpStack: stackAt(address),
      fileReader: {
        openFile: async () => sourceOf(attempt.handle, byteLength, () => end('unreadable')),
      },
      headers: { authorization: `Bearer ${attempt.token}` },
      metadata: { ...attempt.metadata },
      onBeforeRequest: stayAlive,
      onUploadUrlAvailable: () => {
        const url = upload.url === null ? null : address.upload(upload.url);
        // A name that is no id: nothing can be sent to it. An error thrown later in the library would reach nobody.
        if (url === null) giveUp();
        else attempt.onUrl(url);
      },
      onProgress: (sentBytes) => {
        stayAlive();
        attempt.onProgress(sentBytes);
      },
      onChunkComplete: (_length, accepted) => attempt.onAccepted(accepted),
      onSuccess: () => settle({ kind: 'complete' }),
      onError: (error) => settle(outcomeOf(error)),
    });
    const end = (kind: 'noAnswer' | 'unreadable') => {
      settle({ kind });
      // Its answer no longer matters: the next attempt asks the hub how far it is.
      upload.abort().catch(() => undefined);
    };
    const giveUp = () => end('noAnswer');
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) return giveUp();
    stayAlive();
    upload.start();
  });
}

/** Every request goes to the hub that is configured: of a `Location` only the upload's id counts. Redirects are no answers. */
function stackAt(address: HubAddress): HttpStack {
  const stack = new DefaultHttpStack({});
  return {
    getName: () => stack.getName(),
    createRequest(method, url) {
      const target = method === 'POST' ? address.uploads : address.upload(url);
      if (target === null) throw new Error('the hub gave an upload no id');
      return stack.createRequest(method, target);
    },
  };
}

function outcomeOf(error: Error): TusOutcome {
  // tus-js-client answers 5xx, 4xx and broken connections alike with a DetailedError.
  const response: HttpResponse | null =
    error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return { kind: 'noAnswer' };
  return { kind: 'refused', status: response.getStatus(), body: response.getBody() };
}

/** Reads the file piece by piece, as the connection takes it. `onUnreadable`: it cannot be read, or is shorter than announced. */
function sourceOf(handle: SegmentHandle, size: number, onUnreadable: () => void) {
  return {
    size,
    slice: async (start: number, end: number) => {
      const until = Math.min(end, size);
      const pieces = Readable.from(piecesOf(handle, start, until), { objectMode: false });
      // Nobody else listens: the library passes the pieces on.
      pieces.on('error', onUnreadable);
      // tus-js-client looks at `size` of what it sends.
      return { value: Object.assign(pieces, { size: until - start }), done: end >= size };
    },
    close: () => undefined,
  };
}

async function* piecesOf(
  handle: SegmentHandle,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = start; at < end;) {
    const piece = await handle.read(at, Math.min(pieceLength, end - at));
    if (piece.byteLength === 0) throw new Error('the file is shorter than announced');
    yield piece;
    at += piece.byteLength;
  }
}
