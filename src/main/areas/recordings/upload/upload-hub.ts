import type { HubKeys } from '../../../../shared/contract/session/schemas.ts';
import type { Receipt } from '../../../../shared/contract/recordings/schemas.ts';
import type { HubAddress } from '../../../../shared/contract/hub-address.ts';

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
