import { createHash, randomUUID } from 'node:crypto';
import { attachmentName, attachmentPiece } from '../../src/shared/domain/tickets/attachments.ts';
import type { AttachedFile } from '../../src/shared/domain/tickets/ticket-work.ts';
import type { HubClient } from '../../src/main/hub-client/hub-client.ts';

type Api = HubClient['attachments'];

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A file as a page announces it. */
export function anAnnouncement(ticketId: string, bytes: Uint8Array) {
  return {
    attachmentId: randomUUID(),
    ticketId,
    byteLength: bytes.byteLength,
    sha256: sha256Of(bytes),
  };
}

/** The piece of a file at this byte. */
export function pieceOf(attachmentId: string, bytes: Buffer, at: number) {
  const piece = bytes.subarray(at, at + attachmentPiece).toString('base64');
  return { attachmentId, at, bytes: piece };
}

/** Sends a whole file; throws what the hub refuses. */
export async function sendWhole(
  api: Api,
  ticketId: string,
  { bytes, name = 'x' }: { readonly bytes: Buffer; readonly name?: string },
): Promise<AttachedFile> {
  const announced = anAnnouncement(ticketId, bytes);
  const { attachmentId, byteLength, sha256 } = announced;
  let arrived = await api.begin(announced);
  while (arrived.mediaType === null)
    arrived = await api.put(pieceOf(attachmentId, bytes, arrived.nextByte));
  const { mediaType } = arrived;
  const fileName = attachmentName(name, mediaType);
  return { attachmentId, fileName, mediaType, byteLength, sha256 };
}

/** Reads an attachment piece by piece. */
export async function readBack(
  api: Api,
  of: { readonly ticketId: string; readonly attachmentId: string },
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let at: number | null = 0;
  while (at !== null) {
    const answer: Awaited<ReturnType<Api['read']>> = await api.read({ ...of, at });
    pieces.push(Buffer.from(answer.bytes, 'base64'));
    at = answer.nextByte;
  }
  return Buffer.concat(pieces);
}
