import { z } from 'zod';
import type { OpenProblem } from './problems.ts';
import type { ClientScope } from './scopes.ts';

/** One call that programs of others may make, below `/open/v1`: what judges a request, what an answer holds, what the document says of both. */
export interface OpenOperation<
  Params = unknown,
  Query = unknown,
  Body = unknown,
  Answer = unknown,
> {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** With `{name}` for each of `params`. */
  readonly path: string;
  readonly scope: ClientScope;
  readonly summary: string;
  readonly description: string;
  readonly params: z.ZodType<Params>;
  readonly query: z.ZodType<Query>;
  /** `noBody` = it has none. */
  readonly body: z.ZodType<Body>;
  /** Must it bring an `Idempotency-Key`? */
  readonly isKeyed: boolean;
  readonly status: 200 | 201 | 202;
  readonly answer: z.ZodType<Answer>;
  /** Beside `commonProblems`. */
  readonly problems: readonly OpenProblem[];
}

export const nothing = z.strictObject({});
export const noBody = z.null();

/** `Idempotency-Key`: the same key and the same content count once. */
export const keySchema = z
  .string()
  .regex(/^[\w.:-]{8,64}$/)
  .describe('由你方生成，8 至 64 位字母、数字或 . : _ -；同一个值和同一份内容再次提交只算一次');
