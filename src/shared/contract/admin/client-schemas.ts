import { z } from 'zod';
import { idSchema, line, millis, text } from '../base-schemas.ts';
import { clientScopes } from '../open/scopes.ts';

/** Programs of others that may ask the hub, as the administrator sets them. */

/** How many calls a minute a program may make. */
export const clientRates = { least: 1, usual: 60, most: 600 } as const;

/** What a client may be called: it stands in lists, logs and on command lines. */
export const clientNameSchema = z.string().regex(/^[\p{L}\p{N}._-]{1,40}$/u);

export const clientInput = z
  .strictObject({
    name: clientNameSchema,
    scopes: z.array(z.enum(clientScopes)).min(1).max(clientScopes.length),
    /** Of `departments.ts`, with scope `results` and no other. */
    departmentId: text(64).nullable(),
    perMinute: z.int().min(clientRates.least).max(clientRates.most),
  })
  .refine(({ scopes }) => new Set(scopes).size === scopes.length, { path: ['scopes'] })
  // Without it there is nothing to uncover.
  .refine(({ scopes }) => !scopes.includes('names') || scopes.includes('tickets'), {
    path: ['scopes'],
  })
  .refine(({ scopes, departmentId }) => scopes.includes('results') === (departmentId !== null), {
    path: ['departmentId'],
  });
export type ClientInput = z.infer<typeof clientInput>;

export const clientLineSchema = z.strictObject({
  clientId: idSchema,
  name: line(40),
  scopes: z.array(z.enum(clientScopes)).readonly(),
  departmentId: text(64).nullable(),
  perMinute: z.int().min(1),
  createdAt: millis,
  /** Taken away; `null` = it works. */
  revokedAt: millis.nullable(),
  lastUsedAt: millis.nullable(),
});
export type ClientLine = z.infer<typeof clientLineSchema>;

export const clientsSchema = z.strictObject({ clients: z.array(clientLineSchema).max(500) });
export const ofClientInput = z.strictObject({ clientId: idSchema });
/** Told this once. */
export const tokenTold = z.strictObject({ token: z.string().max(100) });
