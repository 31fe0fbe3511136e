import { isContractProcedure } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judgeRequest } from '../../../src/hub/http/request-gate.ts';
import { hubContract } from '../../../src/shared/contract/areas.ts';

describe('the longest body of each call to the hub', () => {
  const posts = postsOf(hubContract);

  it('is found', () => {
    expect(posts.map(({ path }) => path)).toContain('/commands');
    expect(posts.length).toBeGreaterThan(8);
  });

  it.each(posts)('is let in, and not much more: $path', ({ path, schema }) => {
    const longest = longestOf(z.toJSONSchema(schema, { io: 'input' }));
    const headers = { 'content-type': 'application/json' };
    const target = `/api${path.replaceAll(/\{\w+\}/g, '0a1b2c3d')}`;
    const gate = judgeRequest({ method: 'POST', target, headers });
    const limit = gate.kind === 'api' ? gate.maxLength : 0;
    expect(limit).toBeGreaterThanOrEqual(longest);
    expect(limit).toBeLessThanOrEqual(Math.max(16 * 1024, 4 * longest));
  });
});

interface Post {
  readonly path: string;
  readonly schema: z.ZodType;
}

function postsOf(contract: object): Post[] {
  if (!isContractProcedure(contract))
    return Object.values(contract).flatMap((inner: object) => postsOf(inner));
  const {
    inputSchema,
    route,
  }: { inputSchema?: unknown; route: { method?: string; path?: string } } = contract['~orpc'];
  const isPost = route.method === 'POST' && inputSchema instanceof z.ZodType;
  return isPost ? [{ path: route.path ?? '', schema: inputSchema }] : [];
}

/** Bytes of the longest JSON that a schema takes, with three bytes a character: Chinese; base64 has one. */
function longestOf(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0;
  const schema = node as Readonly<Record<string, unknown>>;
  const { type, maxLength, maxItems, items, properties } = schema;
  const ways = [schema['anyOf'], schema['oneOf']].find((some) => Array.isArray(some));
  if (ways) return Math.max(...ways.map(longestOf));
  if ('const' in schema) return JSON.stringify(schema['const']).length;
  const closed = schema['enum'];
  if (Array.isArray(closed)) return Math.max(...closed.map((one) => JSON.stringify(one).length));
  // A pattern without a length: an id, a work number, a ticket number.
  const perCharacter = schema['contentEncoding'] === 'base64' ? 1 : 3;
  if (type === 'string') return typeof maxLength === 'number' ? perCharacter * maxLength + 2 : 60;
  if (type === 'array') return 2 + Number(maxItems) * (longestOf(items) + 1);
  if (type !== 'object') return 25;
  const named = Object.entries((properties ?? {}) as object);
  return named.reduce((sum, [name, inner]) => sum + name.length + 4 + longestOf(inner), 2);
}
