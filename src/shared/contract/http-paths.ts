/**
 * Paths by which bytes travel. On the host they are served by one `handleRequest(Request)`, the same in Electron
 * (`app://desk/…`) and in the browser host; on the hub by its HTTP server with a bearer token.
 *
 * Host (pages → host):
 * - `PUT  /recordings/{recordingId}/chunks/{seq}`  body = recording entries (`shared/recording/entries.ts`);
 *   204 once the chunk is in the file and synced (`fdatasync`), 409 with the expected seq in `x-expected-seq`
 *   when a chunk is missing before it, 204 again for a chunk that is already there, 507 when the disk is full
 * - `GET  /recordings/{recordingId}/audio`      Ogg Opus, `Range` honoured; local copy, else fetched from the hub
 * - `GET  /recordings/{recordingId}/timeline`   `RecordingTimeline` as JSON
 * - `GET  /exports/{exportId}`                  what was ordered by `tickets.orderSheet` or `orderFolder`, passed on from the hub: frames
 *   (`shared/export-frames.ts`), of which only the last makes a file
 * - `GET  /rpc/phone`, `/rpc/desk`              WebSocket upgrade, oRPC (browser host only)
 *
 * Hub (host → hub):
 * - `POST|HEAD|PATCH /uploads…`                 tus 1.0; metadata of `UploadMetadata`; the last PATCH answers 204 only
 *   once the segment is stored and its receipt signed; 460 wrong hash (the upload is gone, start anew), 507 hub disk
 *   full, 422 other content stored or key unusable, 404 unknown upload (ask for the receipt, else start anew)
 * - `GET  /recordings/{recordingId}/audio` and `/timeline` as above, decrypted, role-checked, logged
 * - `GET  /exports/{exportId}` as above, once, for the session that ordered it
 * - refusals on these paths: 401 `hub.sessionExpired`, 403 `hub.forbidden`, …; body `{ "code": ErrorCode }`
 */
export const paths = {
  chunk: (recordingId: string, seq: number) => `/recordings/${recordingId}/chunks/${seq}`,
  audio: (recordingId: string) => `/recordings/${recordingId}/audio`,
  timeline: (recordingId: string) => `/recordings/${recordingId}/timeline`,
  exported: (exportId: string) => `/exports/${exportId}`,
  rpcPhone: '/rpc/phone',
  rpcDesk: '/rpc/desk',
  hubApi: '/api',
  hubSocket: '/ws',
  hubUploads: '/uploads',
} as const;

/** tus `Upload-Metadata` of one segment. Ids and hashes only: never a number or a name. */
export interface UploadMetadata {
  readonly recordingId: string;
  readonly callId: string;
  readonly segment: string;
  /** Hex SHA-256 of the whole encrypted segment file. */
  readonly sha256: string;
  /** Segment key wrapped for the hub, base64 (RSA-OAEP-256), and the id of the hub key used. */
  readonly wrappedKey: string;
  readonly wrapKeyId: string;
}
