import type { IncomingMessage, ServerResponse } from 'node:http';
import { FileStore, type Configstore } from '@tus/file-store';
import { type Locker, Server, Upload } from '@tus/server';
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { Logger } from '../../shared/logger.ts';
import { type UploadGate, uploadBodySchema } from '../archive/upload-gate.ts';
import type { QuietAudit } from '../areas/audit/quiet-audit.ts';
import { allowUpload } from '../areas/recordings/upload-right.ts';
import type { SignedIn } from '../areas/session/authenticate.ts';
import type { HubStore } from '../storage/hub-store.ts';
import type { UploadsRepository } from '../areas/recordings/uploads-repository.ts';
import { errorBody, hubFailure } from './http-errors.ts';
import { statusOf } from '../../shared/contract/http-status.ts';
import type { Limiters } from './limiters.ts';
import { receivePatch } from './receive-patch.ts';
import { createUploadLocker } from './upload-locker.ts';

/** Longest segment: more than a day of talk. */
const maxSegmentLength = 512 * 1024 * 1024;

export interface UploadHandlerDeps {
  readonly gate: UploadGate;
  readonly store: HubStore;
  readonly quietly: QuietAudit;
  readonly incomingFolder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limiters: Limiters;
}

/**
 * tus 1.0 under `/uploads` for a desk that has signed in; the bytes of a PATCH are taken by `receive-patch.ts`, without the
 * four streams of the library. The stock `cleanUpExpiredUploads` is never called: it deletes
 * finished uploads. Throws `AppError` for what is refused before tus sees it.
 */
export type UploadHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  signedIn: SignedIn,
) => Promise<void>;

export function createUploadHandler(deps: UploadHandlerDeps): UploadHandler {
  const { gate } = deps;
  // Keyed by Node's request, which tus hands back to its hooks under another type.
  const owners = new WeakMap<object, SignedIn>();
  const locker = createUploadLocker();
  const tus = createTusServer(deps, locker, (request) => {
    const owner = request && owners.get(request);
    if (!owner) throw new AppError('hub.sessionExpired');
    return owner;
  });
  return async (request, response, signedIn) => {
    await allowUpload(deps, signedIn);
    const { user } = signedIn;
    const { uploads: places, newUploads } = deps.limiters.user;
    const leave = places.enter(user.userId);
    if (!leave) throw new AppError('hub.busy');
    response.once('close', leave);
    if (request.method === 'POST' && !newUploads.take(user.userId)) throw new AppError('hub.busy');
    owners.set(request, signedIn);
    const method = request.method ?? '';
    const uploadId = uploadIdOf(request.url ?? '');
    if (uploadId !== null) {
      const upload = await gate.find(signedIn, uploadId);
      if (!upload) {
        response.writeHead(404, { 'tus-resumable': '1.0.0' }).end();
        return;
      }
      if (method === 'PATCH') await gate.checkSpace(Number(request.headers['content-length'] ?? 0));
      // All bytes are here: a crash or a lost answer came between them and the archive. Finish, and say so.
      if (method !== 'OPTIONS' && (await gate.finishIfComplete(uploadId))) {
        answerComplete(
          response,
          method,
          z.object({ size: z.int() }).parse(JSON.parse(upload.body)).size,
        );
        return;
      }
      if (method === 'PATCH') {
        await receivePatch({ gate, locker }, uploadId, { request, response });
        return;
      }
    }
    await tus.handle(request, response);
  };
}

function createTusServer(
  { gate, store, incomingFolder, logger, clock }: UploadHandlerDeps,
  locker: Locker,
  ownerOf: (request: object | undefined) => SignedIn,
): Server {
  return new Server({
    path: paths.hubUploads,
    relativeLocation: true,
    maxSize: maxSegmentLength,
    // None: desks are no browsers.
    allowedOrigins: [],
    locker,
    datastore: new FileStore({
      directory: incomingFolder,
      configstore: createUploadConfigs(store.uploads, clock),
    }),
    namingFunction: () => gate.newUploadId(),
    async onUploadCreate(request, upload) {
      const owner = ownerOf(request.runtime?.node?.req);
      const { metadata, size } = upload;
      await gate.checkNew(owner, { byteLength: size ?? null, metadata });
      return { metadata: { ...metadata, deskId: owner.deskId, userId: owner.user.userId } };
    },
    onResponseError(_request, error) {
      // What tus itself refuses (a wrong offset, an unknown upload) keeps its own status and text.
      if (!(error instanceof Error) || 'status_code' in error) return undefined;
      const { code } = hubFailure(error, logger, 'uploads');
      return { status_code: statusOf(code), body: errorBody(code) };
    },
  });
}

/** The id at the end of `/uploads/{id}`; `null` for `/uploads` itself. Anything else is no upload. */
function uploadIdOf(url: string): string | null {
  if (url === paths.hubUploads) return null;
  const parsed = z.uuid().safeParse(url.slice(paths.hubUploads.length + 1));
  if (!parsed.success) throw new AppError('input.invalid');
  return parsed.data;
}

function answerComplete(response: ServerResponse, method: string, size: number): void {
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-offset': size,
    'upload-length': size,
    'cache-control': 'no-store',
  };
  response.writeHead(method === 'HEAD' ? 200 : 204, headers).end();
}

/** Lets tus keep what it knows of an upload in the hub's database. */
function createUploadConfigs(uploads: UploadsRepository, clock: Clock): Configstore {
  return {
    async get(key) {
      const row = await uploads.get(key);
      if (!row) return undefined;
      const { id, size, metadata, creation_date } = uploadBodySchema.parse(JSON.parse(row.body));
      return new Upload({ id, size, metadata, creation_date, offset: 0 });
    },
    async set(key, { id, size, metadata, creation_date }) {
      const body = uploadBodySchema.parse({ id, size, metadata, creation_date });
      await uploads.put({
        uploadId: key,
        deskId: body.metadata['deskId'] ?? '',
        userId: body.metadata['userId'] ?? undefined,
        createdAt: clock.now(),
        finishedAt: null,
        body: JSON.stringify(body),
      });
    },
    delete: (key) => uploads.remove(key),
  };
}
