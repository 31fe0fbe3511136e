import type { IncomingHttpHeaders } from 'node:http';

/** What the head of a request says of its body. */
export interface AnnouncedBody {
  /** Bytes; `null` = chunked, nobody knows. */
  readonly length: number | null;
  readonly type: string;
}

/**
 * Reads what a head says of the body that follows, or gives the status to refuse it with: 400 when it contradicts itself or
 * is framed in a way nobody here reads (RFC 9112 §6.3), 415 when its content is coded (RFC 9110 §15.5.16).
 */
export function announcedBody(headers: IncomingHttpHeaders): AnnouncedBody | 400 | 415 {
  const coding = headers['transfer-encoding'];
  const told = headers['content-length'];
  if (coding !== undefined && (told !== undefined || coding.toLowerCase() !== 'chunked'))
    return 400;
  if (told !== undefined && !/^\d{1,15}$/.test(told)) return 400;
  if (headers['content-encoding'] !== undefined) return 415;
  const length = coding === undefined ? Number(told ?? 0) : null;
  return { length, type: headers['content-type'] ?? '' };
}
