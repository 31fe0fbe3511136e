import type { Clock } from '../../../../shared/clock.ts';
import type { SyncStatus } from '../../../../shared/domain/desk/desk-state.ts';
import type { Logger } from '../../../../shared/logger.ts';
import type { SegmentFs } from '../../../../shared/node/segment-fs.ts';
import type { Async } from '../../../storage/async-api.ts';
import type { UploadQueries } from '../../../storage/upload-queries.ts';
import type { Timers } from '../../../host/timers.ts';
import type { HubKeys } from '../../../../shared/contract/session/schemas.ts';
import type { Receipt } from '../../../../shared/contract/recordings/schemas.ts';
import type { HubAddress } from '../../../../shared/contract/hub-address.ts';

/** The uploader's part of `SyncStatus`. */
export type UploadStatus = Pick<
  SyncStatus,
  'recordingsWaiting' | 'uploading' | 'lastSyncedAt' | 'error'
>;

/** What the uploader needs from outside. */
export interface UploaderDeps {
  readonly queries: Async<UploadQueries>;
  readonly fs: SegmentFs;
  /** Where the segment files lie. */
  readonly folder: string;
  readonly deskKey: () => Promise<Uint8Array>;
  readonly hub: UploadHub;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  /** `[0, 1)` */
  readonly random: () => number;
  readonly newId: () => string;
  /** How long a local copy is kept after its receipt, in milliseconds; seven days when not given. */
  readonly keepMs?: number;
  readonly onStatus: (status: UploadStatus) => void;
  /** A segment is synced: the recording's row has changed. */
  readonly onSynced: (recordingId: string) => void;
}

/** The hub as the uploader sees it; filled by the session and the hub link. */
export interface UploadHub {
  /** `null` when no hub is configured. */
  address(): HubAddress | null;
  /** Public keys of the hub; `null` before the first sign-in. */
  keys(): HubKeys | null;
  /** Throws `hub.sessionExpired` or `hub.unreachable`. */
  accessToken(): Promise<string>;
  /** The hub has refused this token: the next `accessToken` must be another one. */
  refuse(token: string): void;
  /** The receipt of a stored segment, `null` while there is none. Throws `hub.*` codes. */
  receipt(recordingId: string, segment: number): Promise<Receipt | null>;
}
