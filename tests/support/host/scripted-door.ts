import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type DoorPage, doorPaths, proofText } from '../../../src/shared/contract/door.ts';

/** The host's side of the mutual proof for a scripted host: takes a key and proves that it has it, whoever asks. */
export function createScriptedDoor(page: DoorPage) {
  let key = Buffer.alloc(0);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body: { key?: string; pageNonce?: string } = JSON.parse(await text(request));
    if (request.url === doorPaths.enrol(page)) key = Buffer.from(body.key ?? '', 'base64url');
    if (request.url !== doorPaths.hello(page)) {
      response.writeHead(204).end();
      return;
    }
    const port = Number(new URL(`http://${request.headers.host}`).port);
    const hostNonce = randomBytes(32).toString('base64url');
    const told = proofText('host', { page, port, pageNonce: body.pageNonce ?? '', hostNonce });
    const proof = createHmac('sha256', key).update(told).digest('base64url');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ hostNonce, proof }));
  };
}
