import { join } from 'node:path';
import { createNodeSegmentFs } from '../../../shared/node/segment-fs.ts';
import { createRuns } from '../../host/background.ts';
import type { Area, HostCore } from '../../host/host-core.ts';
import type { CallsArea } from '../calls/calls-area.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import type { SessionArea } from '../session/session-area.ts';
import { runDiskWatch } from './disk-watch.ts';
import { type RecordingsService, createRecordingsService } from './recordings-service.ts';
import type { UploadStatus } from './upload/uploader-deps.ts';
import { createUploader } from './upload/uploader.ts';

export type RecordingsArea = Area &
  Omit<RecordingsService, 'start' | 'close' | 'closeLeftovers' | 'list'>;

interface RecordingsAreaDeps {
  readonly session: SessionArea;
  readonly hubLink: HubLinkArea;
  readonly calls: CallsArea;
}

/** How often a recording is looked for that could not be closed, or that its phone page has left behind. */
const closeLeftoversMs = 15_000;

/** Recordings of this desk, their way to the hub, and the disk they need. */
export function createRecordingsArea(
  core: HostCore,
  { session, hubLink, calls }: RecordingsAreaDeps,
): RecordingsArea {
  const { clock, timers, logger, newId, random, store, deskState, problems, signals } = core;
  const shared = {
    fs: createNodeSegmentFs(),
    folder: join(core.dataDirectory, 'recordings'),
    deskKey: () => Promise.resolve(core.deskKey),
    clock,
    logger,
    newId,
  };
  const onStatus = ({ error, ...status }: UploadStatus) => {
    deskState.updateSync(status);
    hubLink.setUploadError(error);
  };
  const tellChanged = () => {
    deskState.tell({ kind: 'callsChanged' });
    hubLink.wakeOutbox();
  };
  const uploader = createUploader({
    ...shared,
    queries: store.uploads,
    hub: {
      address: () => core.hubAddress,
      keys: session.keys,
      accessToken: session.accessToken,
      refuse: session.refuse,
      receipt: (recordingId, segment) =>
        hubLink.link.call((hub) => hub.recordings.receipt({ recordingId, segment })),
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
    isCallRunning: calls.isRunning,
    onChanged(recordingId) {
      tellChanged();
      uploader.wake();
      core.inBackground('recordings.tell', async () => {
        const recording = await store.recordings.getRecording(recordingId);
        if (recording) calls.noteRecording(recording);
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
  signals.user.on('recordings', uploader.wake);
  signals.hubOnline.on('recordings', uploader.wake);
  const runs = createRuns(core.inBackground);
  return {
    begin: recordings.begin,
    appendChunk: recordings.appendChunk,
    finish: recordings.finish,
    report: recordings.report,
    timeline: recordings.timeline,
    openAudio: recordings.openAudio,
    async start(signal) {
      await recordings.start();
      runs.run('uploader', uploader.run(signal));
      runs.run('closeLeftovers', closeLeftovers(signal));
      core.inBackground('diskWatch', () =>
        runDiskWatch({
          freeBytes: core.freeBytes,
          timers,
          clock,
          problems,
          logger,
          onDisk: (disk) => deskState.update({ disk }),
          signal,
        }),
      );
    },
    async stop() {
      await runs.ended();
      await recordings.close();
    },
  };
}
