import type { ErrorCode } from '../error-codes.ts';

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  'input.invalid': 400,
  'hub.sessionExpired': 401,
  'hub.forbidden': 403,
  'recording.notFound': 404,
  'export.gone': 404,
  'recording.damaged': 422,
  'upload.rejected': 422,
  // tus 1.0, checksum extension: 460 Checksum Mismatch.
  'upload.hashMismatch': 460,
  'hub.busy': 503,
  'hub.unreachable': 503,
  'recording.diskFull': 507,
  'upload.hubDiskFull': 507,
};

/** HTTP status of a failure on the byte paths of host and hub (`http-paths.ts`). */
export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 500;
}
