import type { z } from 'zod';
import { type OpenOperation, keySchema } from '../../shared/contract/open/operation.ts';
import { type OpenOperationName, openOperations } from '../../shared/contract/open/operations.ts';
import type { ClientScope } from '../../shared/contract/open/scopes.ts';
import type { Asking, OpenDeps } from '../areas/clients/asking.ts';
import { OpenRefusal } from '../areas/clients/open-refusal.ts';
import { listTickets, readDemand, readTicket } from '../areas/clients/read-open.ts';
import { sendDemand } from '../areas/clients/send-demand.ts';
import { sendResult } from '../areas/clients/send-result.ts';
import { receiveEvent } from '../areas/water/receive-event.ts';
import { listReports, takeReport } from '../areas/water/reports.ts';

/** A call of a program as it came, its body read and taken apart. */
export interface RawCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** `null` = none. */
  readonly body: unknown;
  /** `Idempotency-Key`. */
  readonly key: string | undefined;
}

/** One operation, ready to answer. */
export interface OpenCall {
  readonly method: 'GET' | 'POST';
  readonly scope: ClientScope;
  /** The path's parts, if it is this one's; below `/open/v1`. */
  match(path: string): Readonly<Record<string, string>> | null;
  /** Judges by the schemas of the operation, in and out. Throws `OpenRefusal`. */
  answer(
    asking: Asking,
    call: RawCall,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
}

interface Judged<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** `''` where the operation has none. */
  readonly key: string;
}

/** Every operation of `openOperations` with the work behind it. */
export function createOpenCalls(deps: OpenDeps): readonly OpenCall[] {
  const of = openOperations;
  const calls: Readonly<Record<OpenOperationName, OpenCall>> = {
    sendDemand: served(of.sendDemand, (asking, { key, body }) =>
      sendDemand(deps, asking, { key, demand: body }),
    ),
    readDemand: served(of.readDemand, (asking, { params }) =>
      readDemand(deps, asking, params.ticketNo),
    ),
    listTickets: served(of.listTickets, (asking, { query }) => listTickets(deps, asking, query)),
    readTicket: served(of.readTicket, (asking, { params }) =>
      readTicket(deps, asking, params.ticketNo),
    ),
    sendResult: served(of.sendResult, (asking, { key, params: { ticketNo }, body }) =>
      sendResult(deps, asking, { key, ticketNo, result: body }),
    ),
    sendEvent: served(of.sendEvent, (asking, { body }) => receiveEvent(deps, asking, body)),
    listReports: served(of.listReports, (asking) => listReports(deps, asking)),
    takeReport: served(of.takeReport, async (asking, { params, body }) => {
      await takeReport(deps, asking, params.reportId, body);
      return {};
    }),
  };
  return Object.values(calls);
}

function served<Params, Query, Body, Answer>(
  operation: OpenOperation<Params, Query, Body, Answer>,
  work: (asking: Asking, judged: Judged<Params, Query, Body>) => Promise<Answer>,
): OpenCall {
  const { method, scope, path, status } = operation;
  return {
    method,
    scope,
    match: matcherOf(path),
    async answer(asking, call) {
      const judged = {
        params: judge(operation.params, call.params, 'path'),
        query: judge(operation.query, call.query, 'query'),
        key: operation.isKeyed ? judge(keySchema, call.key, 'Idempotency-Key') : '',
        body: judge(operation.body, call.body, 'body'),
      };
      return { status, body: operation.answer.parse(await work(asking, judged)) };
    },
  };
}

function matcherOf(path: string): OpenCall['match'] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`);
  return (asked) => {
    const found = pattern.exec(asked);
    return found && Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? '']));
  };
}

/** Names the places that are wrong, never what stood there. */
function judge<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const places = read.error.issues.slice(0, 5).flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.map(clipped) : [];
    const path = [where, ...issue.path.map(String)].join('.');
    return keys.length === 0 ? [path] : keys.map((key) => `${path}.${key}`);
  });
  throw new OpenRefusal('request.invalid', [...new Set(places)].join(', '));
}

/** A name that is not ours is told only as far as a name goes. */
const clipped = (key: string): string => key.replaceAll(/\W/g, '?').slice(0, 30);
