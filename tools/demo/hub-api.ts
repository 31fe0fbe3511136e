import { z } from 'zod';
import { type CallListItem, callListItemSchema } from '../../src/shared/contract/calls/schemas.ts';
import { changeSchema } from '../../src/shared/contract/replica/schemas.ts';
import { receiptSchema } from '../../src/shared/contract/recordings/schemas.ts';
import { hubAddressOf } from '../../src/shared/contract/hub-address.ts';
import { paths } from '../../src/shared/contract/http-paths.ts';
import { contractHeader, contractNumber } from '../../src/shared/contract/since.ts';
import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';

/** The hub as its HTTP interface shows it to a signed-in person: the demo's second opinion beside the pages. */
export interface HubApi {
  /** Newest first; with `text`, those that match it as the search of the listening page does. */
  calls(text?: string): Promise<readonly CallListItem[]>;
  tickets(): Promise<readonly Ticket[]>;
  hasReceipt(recordingId: string): Promise<boolean>;
  /** The whole recording, decrypted by the hub: Ogg Opus. */
  audio(recordingId: string): Promise<Uint8Array>;
}

const everyCall = {
  from: null,
  to: null,
  agentWorkNo: null,
  direction: null,
  text: '',
  recordingStates: [],
  limit: 50,
  offset: 0,
};
const callsSchema = z.object({ items: z.array(callListItemSchema) });
const pageSchema = z.object({ changes: z.array(changeSchema), next: z.int(), more: z.boolean() });
const sessionSchema = z.object({ accessToken: z.string() });

/** Signs in. Throws with the HTTP status of what the hub refuses. */
export async function openHubApi(url: string, workNo: string, password: string): Promise<HubApi> {
  const address = hubAddressOf(url);
  const deskId = crypto.randomUUID();
  const signIn = { workNo, password, deskId };
  const session = await fetch(`${address.api}/auth/sign-in`, jsonPost(signIn, {}));
  const { accessToken } = sessionSchema.parse(await jsonOf(session));
  const headers = {
    authorization: `Bearer ${accessToken}`,
    [contractHeader]: String(contractNumber),
  };
  const get = (path: string) => fetch(path, { headers });
  return {
    async calls(text = '') {
      const response = await fetch(
        `${address.api}/calls/query`,
        jsonPost({ ...everyCall, text }, headers),
      );
      return callsSchema.parse(await jsonOf(response)).items;
    },
    async tickets() {
      const newest = new Map<string, Ticket>();
      for (let since = 0, more = true; more;) {
        const response = await get(`${address.api}/changes?since=${since}&limit=500`);
        const page = pageSchema.parse(await jsonOf(response));
        for (const change of page.changes) {
          if (change.entity === 'ticket') newest.set(change.body.ticketId, change.body);
        }
        ({ next: since, more } = page);
      }
      return [...newest.values()];
    },
    async hasReceipt(recordingId) {
      const path = `${address.api}/recordings/${recordingId}/segments/0/receipt`;
      return receiptSchema.nullable().parse(await jsonOf(await get(path))) !== null;
    },
    async audio(recordingId) {
      const response = await get(address.at(paths.audio(recordingId)));
      if (!response.ok) throw new Error(`the hub answers ${response.status} for the recording`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

function jsonPost(body: unknown, headers: Readonly<Record<string, string>>): RequestInit {
  return {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`the hub answers ${response.status}: ${text.slice(0, 200)}`);
  return text === '' ? null : JSON.parse(text);
}
