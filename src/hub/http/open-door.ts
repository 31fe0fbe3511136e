import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpenProblem } from '../../shared/contract/open/problems.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Logger } from '../../shared/logger.ts';
import { parseCallText } from '../../shared/node/parse-call-text.ts';
import { type Asking, type OpenDeps, clientRow } from '../areas/clients/asking.ts';
import type { ApiClient } from '../areas/clients/clients-repository.ts';
import { knownClient } from '../areas/clients/known-client.ts';
import { OpenRefusal } from '../areas/clients/open-refusal.ts';
import type { QuietAudit } from '../areas/audit/quiet-audit.ts';
import { bearerToken } from './guards.ts';
import { endAnswer, hubFailure } from './http-errors.ts';
import type { Limiters } from './limiters.ts';
import { type OpenCall, createOpenCalls } from './open-calls.ts';
import { openBase, openDocument } from './open-document.ts';
import { createOpenPage } from './open-page.ts';
import { type OpenAnswer, gateProblem, problemAnswer } from './open-problem.ts';
import { readBody } from './read-body.ts';

/** A request that the gate has let through. */
export interface OpenExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly address: string;
  readonly maxLength: number;
  /** A place among those whom nobody knows; `null` = there is none. */
  readonly enterAsStranger: () => (() => void) | null;
}

/** `/openapi.json`, the page to read it, and below `/open/v1` what it promises to programs with a token of their own. */
export type OpenDoor = (exchange: OpenExchange) => Promise<void>;

export interface OpenDoorDeps extends OpenDeps {
  readonly logger: Logger;
  readonly quietly: QuietAudit;
  readonly version: string;
  readonly limiters: Limiters;
}

export function createOpenDoor(deps: OpenDoorDeps): OpenDoor {
  const document = openDocument(deps.version);
  const text = JSON.stringify(document);
  const page = createOpenPage(document);
  const calls = createOpenCalls(deps);
  const papers = (path: string): OpenAnswer | null => {
    const json = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
    if (path === '/openapi.json') return { status: 200, headers: json, body: text };
    return path.startsWith('/api-docs') ? page(path) : null;
  };
  return async (exchange) => {
    const { request, response, address } = exchange;
    const [path = ''] = (request.url ?? '').split('?', 1);
    const paper = papers(path);
    const client = paper ? null : await knownClient(deps, bearerToken(request));
    const leave = enter(deps, exchange, client);
    if (!leave) return endAnswer(response, problemAnswer(client ? 'rate.exceeded' : 'hub.busy'));
    response.once('close', leave);
    if (response.destroyed) leave();
    if (request.headers.expect !== undefined) response.writeContinue();
    // Of a stranger no body is read.
    if (!client) return endAnswer(response, paper ?? problemAnswer('token.unknown'));
    const asking = { client, address };
    const answer = await answered(deps, calls, exchange, asking).catch((error: unknown) =>
      refused(deps, asking, error),
    );
    if (answer) await endAnswer(response, answer);
  };
}

function enter(
  { limiters }: OpenDoorDeps,
  { enterAsStranger }: OpenExchange,
  client: ApiClient | null,
): (() => void) | null {
  if (!client) return enterAsStranger();
  const { calls, rate } = limiters.client;
  return rate.take(client) ? calls.enter(client.clientId) : null;
}

/** `null` = the other side is gone. Throws `OpenRefusal`. */
async function answered(
  deps: OpenDoorDeps,
  calls: readonly OpenCall[],
  { request, maxLength }: OpenExchange,
  asking: Asking,
): Promise<OpenAnswer | null> {
  const { limiters } = deps;
  const url = new URL(request.url ?? '', 'http://hub');
  const path = url.pathname.slice(openBase.length);
  const here = url.pathname.startsWith(`${openBase}/`)
    ? calls.filter((call) => call.match(path) !== null)
    : [];
  if (here.length === 0) throw new OpenRefusal('path.notFound');
  const call = here.find(({ method }) => method === request.method);
  if (!call) throw new OpenRefusal('method.notAllowed');
  if (!asking.client.scopes.includes(call.scope))
    throw new OpenRefusal('scope.missing', call.scope);
  const read = await readBody(request, maxLength, limiters.client.bodyMs);
  if ('failure' in read) {
    if (read.failure === null) return null;
    throw new OpenRefusal(gateProblem(read.failure) ?? 'request.invalid');
  }
  // It may have been taken away while its body was on the way.
  if ((await knownClient(deps, bearerToken(request))) === null)
    throw new OpenRefusal('token.unknown');
  const key = request.headers['idempotency-key'];
  const { status, body } = await call.answer(asking, {
    params: call.match(path) ?? {},
    query: Object.fromEntries(url.searchParams),
    body: read.bytes.byteLength === 0 ? null : parsed(read.bytes),
    key: typeof key === 'string' ? key : undefined,
  });
  const json = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return { status, headers: json, body: JSON.stringify(body) };
}

function parsed(bytes: Buffer): unknown {
  const text = textOf(bytes);
  try {
    return parseCallText(text);
  } catch {
    throw new OpenRefusal('request.invalid', 'body');
  }
}

/** A body in GBK would be read as well, with a sign of damage for each of its characters. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new OpenRefusal('type.unsupported', 'body');
  }
}

/** A refusal in the codes of the audit; what is not named here was a request that nobody could take. */
const auditCodes: Readonly<Partial<Record<OpenProblem, ErrorCode>>> = {
  'scope.missing': 'hub.forbidden',
  'ticket.notFound': 'ticket.notFound',
  'step.notNow': 'ticket.stepNotNow',
};

/** Who is refused hears why, and it is in the audit; anything unexpected is logged. */
async function refused(deps: OpenDoorDeps, asking: Asking, error: unknown): Promise<OpenAnswer> {
  if (!(error instanceof OpenRefusal)) {
    hubFailure(error, deps.logger, 'open');
    return problemAnswer('hub.failed');
  }
  const { problem, detail } = error;
  const what = { action: 'clientRefused', subjectId: asking.client.clientId } as const;
  const row = clientRow(asking, { at: deps.clock.now(), ...what });
  await deps.quietly({ action: 'clientRefused', code: problem }, () =>
    deps.store.audit.appendOrCount({
      ...row,
      code: auditCodes[problem] ?? 'input.invalid',
      detail: `${asking.client.name}: ${problem}`,
    }),
  );
  return problemAnswer(problem, detail);
}
