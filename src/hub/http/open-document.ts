import { z } from 'zod';
import { type OpenOperation, keySchema } from '../../shared/contract/open/operation.ts';
import { openOperations } from '../../shared/contract/open/operations.ts';
import {
  type OpenProblem,
  commonProblems,
  openProblems,
  problemSchema,
} from '../../shared/contract/open/problems.ts';

/** Below which path the operations are served; another number would be another promise. */
export const openBase = '/open/v1';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of what programs of others may ask: made of the schemas that judge their requests, and of nothing else. */
export function openDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of Object.values(openOperations))
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describe(operation),
    };
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: '水务热线开放接口',
      version,
      description:
        '供其他系统调用。令牌由信息管理员在管理页面的“接口”中发放，各有权限和每分钟次数。约定只增不改：字段和代码会增加，已有的不取消、不改变含义，请忽略不认识的字段。',
    },
    // From where the document is: a proxy may serve the hub below a path.
    servers: [{ url: openBase.slice(1) }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
    },
  };
}

function describe(operation: OpenOperation): Json {
  const { id, summary, description, scope, params, query, isKeyed, body, status } = operation;
  const key = isKeyed
    ? [parameter('header', 'Idempotency-Key', { required: true, ...described(keySchema) })]
    : [];
  const parameters = [...parametersOf('path', params), ...parametersOf('query', query), ...key];
  const hasBody = operation.method === 'POST';
  return {
    operationId: id,
    summary,
    description: `权限 ${scope}。${description}`,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(hasBody
      ? { requestBody: { required: true, content: asJson('application/json', schemaOf(body)) } }
      : {}),
    responses: {
      [status]: {
        description: '成功',
        content: asJson('application/json', schemaOf(operation.answer, 'output')),
      },
      ...problemsOf([...commonProblems, ...operation.problems]),
    },
  };
}

function problemsOf(codes: readonly OpenProblem[]): Json {
  const statuses = new Set(codes.map((code) => openProblems[code].status));
  return Object.fromEntries(
    [...statuses]
      .toSorted((a, b) => a - b)
      .map((status) => {
        const ofStatus = codes.filter((code) => openProblems[code].status === status);
        const words = ofStatus.map((code) => `${code}：${openProblems[code].title}`);
        const schema = { $ref: '#/components/schemas/Problem' };
        const content = asJson('application/problem+json', schema);
        return [String(status), { description: words.join('；'), content }];
      }),
  );
}

const asJson = (type: string, schema: unknown): Json => ({ [type]: { schema } });

const parameter = (where: 'path' | 'query' | 'header', name: string, of: Json): Json => ({
  name,
  in: where,
  ...of,
});

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

/** What is said of it beside what it is. */
function described(schema: z.ZodType): Json {
  const { description = '', ...rest } = schemaOf(schema);
  return { description, schema: rest };
}

/** Each field of a flat object as one parameter. */
function parametersOf(where: 'path' | 'query', schema: z.ZodType): Json[] {
  const { properties, required } = objectSchema.parse(schemaOf(schema));
  return Object.entries(properties).map(([name, { description, ...field }]) =>
    parameter(where, name, {
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: field,
    }),
  );
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
