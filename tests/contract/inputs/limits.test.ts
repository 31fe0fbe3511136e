import { isContractProcedure } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskHostContract } from '../../../src/shared/contract/areas.ts';
import { hubContract } from '../../../src/shared/contract/areas.ts';
import { phoneHostContract } from '../../../src/shared/contract/phone-host.ts';

describe('every list and text that a port takes', () => {
  const inputs = [
    ...inputsOf(hubContract, 'hub'),
    ...inputsOf(deskHostContract, 'desk'),
    ...inputsOf(phoneHostContract, 'phone'),
  ];

  it('are found', () => {
    expect(inputs.length).toBeGreaterThan(30);
  });

  it.each(inputs)('has a limit: $path', ({ schema, path }) => {
    const json: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    expect(unboundedIn(json, path)).toEqual([]);
  });

  it('sees what has none', () => {
    const open = z.object({
      text: z.string(),
      list: z.array(z.int()),
      map: z.record(z.string(), z.int()),
      any: z.unknown(),
      pattern: z.string().regex(/^a+$/),
    });
    const found = unboundedIn(z.toJSONSchema(open, { io: 'input' }), 'x');
    expect(found.length).toBeGreaterThanOrEqual(5);
  });
});

interface Input {
  readonly path: string;
  readonly schema: z.ZodType;
}

function inputsOf(contract: object, path: string): Input[] {
  if (isContractProcedure(contract)) {
    const schema: unknown = contract['~orpc'].inputSchema;
    return schema instanceof z.ZodType ? [{ path, schema }] : [];
  }
  return Object.entries(contract).flatMap(([name, inner]: [string, object]) =>
    inputsOf(inner, `${path}.${name}`),
  );
}

/** Paths in a JSON schema at which as much may be sent as one likes. */
function unboundedIn(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((inner, at) => unboundedIn(inner, `${path}/${at}`));
  const { type, properties, additionalProperties, ...rest } = node as Record<string, unknown>;
  const own: string[] = [];
  const isClosed = 'const' in rest || 'enum' in rest;
  if (type === 'string' && !isClosed && !isBoundedText(rest)) own.push(path);
  if (type === 'array' && rest['maxItems'] === undefined && !('prefixItems' in rest))
    own.push(path);
  if (type === 'object' && additionalProperties !== false && rest['propertyNames'] !== undefined) {
    const { propertyNames } = rest;
    if (!(typeof propertyNames === 'object' && propertyNames !== null && 'enum' in propertyNames))
      own.push(path);
  }
  const isEmpty =
    type === undefined &&
    Object.keys(rest).filter((key) => key !== '$schema').length === 0 &&
    !properties;
  if (isEmpty) own.push(path);
  const inner = [
    properties,
    rest['items'],
    rest['anyOf'],
    rest['oneOf'],
    rest['allOf'],
    rest['$defs'],
  ];
  const named = properties && typeof properties === 'object' ? Object.entries(properties) : [];
  return [
    ...own,
    ...named.flatMap(([name, child]) => unboundedIn(child, `${path}.${name}`)),
    ...inner.slice(1, 5).flatMap((child) => unboundedIn(child, path)),
    ...(typeof additionalProperties === 'object'
      ? unboundedIn(additionalProperties, `${path}.*`)
      : []),
    ...Object.values((rest['$defs'] as object | undefined) ?? {}).flatMap((child) =>
      unboundedIn(child, path),
    ),
  ];
}

function isBoundedText(text: Readonly<Record<string, unknown>>): boolean {
  if (typeof text['maxLength'] === 'number' || text['format'] === 'uuid') return true;
  const pattern = text['pattern'];
  if (typeof pattern !== 'string' || !pattern.startsWith('^') || !pattern.endsWith('$'))
    return false;
  const bare = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return !/[*+]|\{\d+,\}/.test(bare);
}
