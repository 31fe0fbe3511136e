import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { BodyLimitPlugin } from '@orpc/server/node';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { hubContract } from '../../shared/contract/hub.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { ApiContext } from './api-context.ts';
import type { createApiRouter } from './api-router.ts';

/** Longest request body of a procedure. The longest honest one is a ticket of about 20 kB. */
export const maxApiBodyLength = 1024 * 1024;

/** Serves the contract under `/api`, and its OpenAPI document at `/api/openapi.json`. False when nothing is there. */
export type ApiHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  context: ApiContext,
) => Promise<boolean>;

export async function createApiHandler(
  router: ReturnType<typeof createApiRouter>,
  version: string,
): Promise<ApiHandler> {
  const plugins = [new BodyLimitPlugin<ApiContext>({ maxBodySize: maxApiBodyLength })];
  const handler = new OpenAPIHandler<ApiContext>(router, { plugins });
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = JSON.stringify(
    await generator.generate(hubContract, {
      info: { title: 'Hotline Desk hub', version },
      servers: [{ url: paths.hubApi }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    }),
  );
  return async (request, response, context) => {
    if (request.method === 'GET' && request.url === `${paths.hubApi}/openapi.json`) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(document);
      return true;
    }
    const { matched } = await handler.handle(request, response, { prefix: paths.hubApi, context });
    return matched;
  };
}
