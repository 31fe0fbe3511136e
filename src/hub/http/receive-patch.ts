import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Lock, type Locker, TUS_RESUMABLE } from '@tus/server';
import { announcedBody } from '../../shared/node/announced-body.ts';
import type { ReceivedPart, UploadGate } from '../archive/upload-gate.ts';
import { endAnswer } from './http-errors.ts';

/** How long a request goes on when another one wants its upload. */
const drainMs = 3000;

/**
 * PATCH of tus 1.0: takes the bytes of one request and answers how many the upload has. Refuses with the statuses of
 * `@tus/server`. Throws as `UploadGate.finishIfComplete`.
 */
export async function receivePatch(
  { gate, locker }: { readonly gate: UploadGate; readonly locker: Locker },
  uploadId: string,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  if (request.headers['tus-resumable'] !== TUS_RESUMABLE)
    return refuse(response, 412, 'Tus-Resumable Required\n');
  const offset = offsetOf(request);
  if (offset === null) return refuse(response, 400, 'Invalid upload-offset\n');
  const announced = announcedBody(request.headers);
  const length = typeof announced === 'number' ? null : announced.length;
  const left = new AbortController();
  const lock = locker.newLock(uploadId);
  if (!(await take(lock, response, left)))
    return refuse(response, 500, 'failed to acquire lock before timeout');
  let part: ReceivedPart;
  try {
    part = await gate.receive(uploadId, { offset, length, source: request, signal: left.signal });
  } finally {
    await lock.unlock();
  }
  // Let go while its bytes came: whoever is told that they are all there looks for a receipt.
  const isGone = part.kind === 'complete' && !(await part.finish());
  await answer(response, isGone ? { kind: 'gone' } : part);
}

/** Where the bytes go, as RFC 9110 writes numbers; `null` = not told so. */
function offsetOf({ headers }: IncomingMessage): number | null {
  const told = headers['upload-offset'];
  return typeof told === 'string' && /^\d{1,15}$/.test(told) ? Number(told) : null;
}

/** `false` = it took too long, or too many wait. Whoever wants the lock next has `left` aborted. */
async function take(lock: Lock, response: ServerResponse, left: AbortController): Promise<boolean> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  response.once('close', leave);
  try {
    await lock.lock(gone.signal, () => {
      setTimeout(() => left.abort(), drainMs).unref();
    });
    return true;
  } catch {
    return false;
  } finally {
    response.off('close', leave);
  }
}

function answer(response: ServerResponse, part: ReceivedPart): Promise<void> {
  switch (part.kind) {
    case 'gone':
      return refuse(response, 410, 'The file for this url no longer exists\n');
    case 'conflict':
      return refuse(response, 409, 'Upload-Offset conflict\n');
    case 'tooLong':
      return refuse(response, 413, "upload's size exceeded\n");
    case 'cut':
      return refuse(response, 400, 'Request aborted due to lock acquired');
    case 'taken':
    case 'complete': {
      const headers = { 'tus-resumable': TUS_RESUMABLE, 'upload-offset': String(part.byteLength) };
      response.writeHead(204, headers).end();
      return Promise.resolve();
    }
  }
}

function refuse(response: ServerResponse, status: number, body: string): Promise<void> {
  return endAnswer(response, { status, headers: { 'tus-resumable': TUS_RESUMABLE }, body });
}
