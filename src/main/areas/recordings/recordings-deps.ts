import type { Clock } from '../../../shared/clock.ts';
import type { HubKeys } from '../../../shared/contract/session/schemas.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { SegmentFs } from '../../../shared/node/segment-fs.ts';
import type { Async } from '../../storage/async-api.ts';
import type { RecordingQueries } from '../../storage/recording-queries.ts';

/** What the recordings service needs from outside. */
export interface RecordingsDeps {
  readonly queries: Async<RecordingQueries>;
  readonly fs: SegmentFs;
  /** Where the segment files lie; made when it is not there. */
  readonly folder: string;
  /** 32 bytes. Throws `recording.keyUnavailable`. */
  readonly deskKey: () => Promise<Uint8Array>;
  /** The hub's keys as last known; `null` before the first sign-in. */
  readonly hubKeys: () => HubKeys | null;
  /** Who is signed in; empty when nobody is. */
  readonly agentWorkNo: () => string;
  /** Is this call still going on, as far as the phone page has told? */
  readonly isCallRunning: (callId: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** UUID v4, for the commands that tell the hub. */
  readonly newId: () => string;
  /** A recording was closed, or its row has changed: time to upload and to show it. */
  readonly onChanged: (recordingId: string) => void;
}
