import { type Configstore } from '@tus/file-store';
import { Upload } from '@tus/server';
import type { Clock } from '../../shared/clock.ts';
import { uploadBodySchema } from '../archive/upload-gate.ts';
import type { UploadsRepository } from '../areas/recordings/uploads-repository.ts';

/** Lets tus keep what it knows of an upload in the hub's database. */
export function createUploadConfigs(uploads: UploadsRepository, clock: Clock): Configstore {
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
