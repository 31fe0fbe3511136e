import { randomUUID } from 'node:crypto';
import { isContractProcedure } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskHostContract } from '../../../src/shared/contract/areas.ts';
import { hubContract } from '../../../src/shared/contract/areas.ts';
import { phoneHostContract } from '../../../src/shared/contract/phone-host.ts';
import { windowDeskContract } from '../../../src/shared/contract/window/desk.ts';
import { idSchema } from '../../../src/shared/contract/base-schemas.ts';

/** What is compared byte by byte and shown to nobody: secrets, ids that a system gave, names of keys. */
const exact =
  /\.(?:password|oldPassword|newPassword|refreshToken|proof\.\w+|action|subjectId|buildId|shortcuts\.\w+|\w+Id|ringerIds\[\])$/;

/** Paths of all texts of a schema that are neither of a fixed form nor cleaned. */
function uncleaned(schema: z.core.$ZodType, path: string): string[] {
  const { def } = schema._zod;
  const inside = (one: z.core.$ZodType, step = '') => uncleaned(one, path + step);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, one]) => inside(one, `.${key}`));
  if (schema instanceof z.ZodArray) return inside(schema.element as z.core.$ZodType, '[]');
  if (schema instanceof z.ZodUnion)
    return schema.options.flatMap((one) => inside(one as z.core.$ZodType));
  if (schema instanceof z.ZodPipe) return inside(schema.in as z.core.$ZodType);
  if ('innerType' in def) return inside(def.innerType as z.core.$ZodType);
  if (!(schema instanceof z.ZodString)) return [];
  const checks = (schema.def.checks ?? []).map((check) => check._zod.def.check);
  return checks.includes('overwrite') || checks.includes('string_format') ? [] : [path];
}

function inputsOf(contract: object, path: string): string[] {
  if (isContractProcedure(contract)) {
    const schema: unknown = contract['~orpc'].inputSchema;
    return schema instanceof z.ZodType ? uncleaned(schema, path) : [];
  }
  return Object.entries(contract).flatMap(([name, inner]: [string, object]) =>
    inputsOf(inner, `${path}.${name}`),
  );
}

describe('what people read of an input', () => {
  it('is cleaned at the door, in every procedure, or has a form that needs none', () => {
    const all = Object.entries({
      hub: hubContract,
      desk: deskHostContract,
      phone: phoneHostContract,
      window: windowDeskContract,
    }).flatMap(([name, contract]) => inputsOf(contract, name));
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((path) => !exact.test(path))).toEqual([]);
  });
});

describe('an id', () => {
  it('has one spelling', () => {
    const id = randomUUID();
    expect(idSchema.safeParse(id).success).toBe(true);
    expect(idSchema.safeParse(id.toUpperCase().replace(/^./, 'A')).success).toBe(false);
  });
});
