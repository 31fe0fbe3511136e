import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { hubContract } from '../../shared/contract/areas.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { ApiContext, ApiRouter } from './guards.ts';

/** A request whose body has been read: oRPC sees no stream and no socket. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** JSON; empty = no body. */
  readonly body: Buffer;
}

export interface ApiAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** Serves the contract under `/api`, and, to whoever is signed in, its OpenAPI document at `/api/openapi.json`. `null` when nothing is there. */
export type ApiHandler = (request: ApiRequest, context: ApiContext) => Promise<ApiAnswer | null>;

export async function createApiHandler(router: ApiRouter, version: string): Promise<ApiHandler> {
  const handler = new OpenAPIHandler<ApiContext>(router);
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = JSON.stringify(
    await generator.generate(hubContract, {
      info: { title: 'Hotline Desk hub', version },
      servers: [{ url: paths.hubApi }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    }),
  );
  return async ({ method, target, body }, context) => {
    if (method === 'GET' && target === `${paths.hubApi}/openapi.json`) {
      await context.authenticate();
      return { status: 200, contentType: 'application/json', body: Buffer.from(document) };
    }
    const init =
      body.byteLength === 0
        ? { method }
        : { method, body: new Uint8Array(body), headers: { 'content-type': 'application/json' } };
    const request = new Request(`http://hub${target}`, init);
    const { response } = await handler.handle(request, { prefix: paths.hubApi, context });
    if (!response) return null;
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      body: Buffer.from(await response.arrayBuffer()),
    };
  };
}
