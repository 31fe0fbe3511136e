import type { IncomingHttpHeaders } from 'node:http';
import { announcedBody } from '../../shared/node/announced-body.ts';
import { maxChunkBytes } from '../http/recording-routes.ts';

/** Longest body of a step of the proof. */
export const maxProofBytes = 1024;
const maxTargetLength = 2048;

/**
 * Judges a request by its head before anybody reads a byte of its body (RFC 9110 §15.5): `null` when it may be read, else the
 * status to refuse it with. A body without an announced length is counted by who reads it.
 */
export function judgeHead(head: {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}): 400 | 405 | 413 | 414 | 415 | null {
  const { method, target, headers } = head;
  if (target.length > maxTargetLength) return 414;
  const body = announcedBody(headers);
  if (typeof body === 'number') return body;
  const { type } = body;
  const length = body.length ?? 0;
  switch (method) {
    case 'GET':
    case 'HEAD':
      return body.length === 0 ? null : 413;
    case 'PUT':
      if (type !== 'application/octet-stream') return 415;
      return length > maxChunkBytes ? 413 : null;
    case 'POST':
      if (type !== 'application/json') return 415;
      return length > maxProofBytes ? 413 : null;
    default:
      return 405;
  }
}
