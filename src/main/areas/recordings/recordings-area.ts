import { join } from 'node:path';
import type { HubAddress } from '../../../shared/contract/hub-address.ts';
import type { Recording } from '../../../shared/domain/recordings/recording.ts';
import { createNodeSegmentFs } from '../../../shared/node/segment-fs.ts';
import type { createConnection } from '../hub-link/hub-link-area.ts';
import type { ServiceParts } from '../../areas.ts';
import { createRecordingsService } from './recordings-service.ts';
import type { UploadStatus } from './upload/uploader-deps.ts';
import { createUploader } from './upload/uploader.ts';

/** How often a recording is looked for that could not be closed, or that its phone page has left behind. */
const closeLeftoversMs = 15_000;

/** Recordings of this desk and their way to the hub, joined. */
export function createRecordings(
  parts: ServiceParts & {
    readonly connection: ReturnType<typeof createConnection>;
    readonly address: HubAddress | null;
    readonly isCallRunning: (callId: string) => boolean;
    readonly onRecording: (recording: Recording) => void;
  },
) {
  const { host, store, deskState, connection, inBackground } = parts;
  const { clock, timers, logger, newId, random } = host;
  const { session, link, outbox } = connection;
  const shared = {
    fs: createNodeSegmentFs(),
    folder: join(host.dataDirectory, 'recordings'),
    deskKey: () => Promise.resolve(parts.deskKey),
    clock,
    logger,
    newId,
  };
  const runs: Promise<void>[] = [];

  const onStatus = ({ error, ...status }: UploadStatus) => {
    deskState.updateSync(status);
    connection.setUploadError(error);
  };
  const tellChanged = () => {
    deskState.tell({ kind: 'callsChanged' });
    outbox.wake();
  };
  const uploader = createUploader({
    ...shared,
    queries: store.uploads,
    hub: {
      address: () => parts.address,
      keys: session.keys,
      accessToken: session.accessToken,
      refuse: session.refuse,
      receipt: (recordingId, segment) =>
        link.call((hub) => hub.recordings.receipt({ recordingId, segment })),
    },
    timers,
    random,
    onStatus,
    onSynced: tellChanged,
  });
  const recordings = createRecordingsService({
    ...shared,
    queries: store.recordings,
    hubKeys: session.keys,
    agentWorkNo: () => session.user()?.workNo ?? '',
    isCallRunning: parts.isCallRunning,
    onChanged(recordingId) {
      tellChanged();
      uploader.wake();
      inBackground('recordings.tell', async () => {
        const recording = await store.recordings.getRecording(recordingId);
        if (recording) parts.onRecording(recording);
      });
    },
  });
  const closeLeftovers = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      await timers.wait(closeLeftoversMs, signal);
      if (signal.aborted) return;
      await recordings.closeLeftovers().catch((error: unknown) => {
        logger.error('recording.sweepFailed', { error: String(error) });
      });
    }
  };
  return {
    recordings,
    wake: uploader.wake,
    async start(signal: AbortSignal) {
      await recordings.start();
      const run = (taskName: string, running: Promise<void>) => {
        runs.push(running.catch(() => {}));
        inBackground(taskName, () => running);
      };
      run('uploader', uploader.run(signal));
      run('closeLeftovers', closeLeftovers(signal));
    },
    async stopped() {
      await Promise.all(runs);
      await recordings.close();
    },
  };
}
