import type { ClientScope } from '../../src/shared/contract/open/scopes.ts';
import { signInAt } from './hub-client.ts';
import type { RunningHub } from './running-hub.ts';

/** A program of others: calls below `/open/v1` with its token. */
export interface OpenClient {
  readonly name: string;
  readonly token: string;
  call(
    line: string,
    sent?: { readonly body?: unknown; readonly key?: string },
  ): Promise<OpenAnswered>;
}

export interface OpenAnswered {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  /** `null` = none. */
  readonly body: unknown;
}

/** `line`: `POST /demands`. */
export async function callOpen(
  url: string,
  token: string | null,
  line: string,
  { body, key }: { readonly body?: unknown; readonly key?: string } = {},
): Promise<OpenAnswered> {
  const [method = '', path = ''] = line.split(' ');
  const response = await fetch(`${url}/open/v1${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const { status, headers } = response;
  return { status, type, headers, body: text === '' ? null : JSON.parse(text) };
}

/** Adds a client as the administrator does. */
export async function anOpenClient(
  hub: RunningHub,
  name: string,
  scopes: readonly ClientScope[],
  more: { readonly departmentId?: string; readonly perMinute?: number } = {},
): Promise<OpenClient> {
  const { client } = await signInAt(hub.url(), '9001');
  const { departmentId = null, perMinute = 600 } = more;
  const wanted = { name, scopes: [...scopes], departmentId, perMinute };
  const { token } = await client.admin.addClient(wanted);
  return { name, token, call: (line, sent) => callOpen(hub.url(), token, line, sent) };
}
