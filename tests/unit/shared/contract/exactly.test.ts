import { expect, it } from 'vitest';
import { z } from 'zod';
import { exactly } from '../../../../src/shared/contract/exactly.ts';

interface Shape {
  readonly kind: 'a' | 'b';
  readonly list: readonly { readonly n: number }[];
  readonly note?: string | undefined;
}
const list = z.array(z.strictObject({ n: z.int() })).readonly();

// Type tests: `tsc` refuses an expected error that is none.
it('takes the schema that says just what the type says, and no other', () => {
  const kind = z.enum(['a', 'b']);
  const right = exactly<Shape>()(z.strictObject({ kind, list, note: z.string().optional() }));
  expect(right.parse({ kind: 'a', list: [{ n: 1 }] })).toEqual({ kind: 'a', list: [{ n: 1 }] });
  // @ts-expect-error an optional field of the type is missing
  exactly<Shape>()(z.strictObject({ kind, list }));
  const some = z.enum(['a']);
  // @ts-expect-error a member of the union is missing
  exactly<Shape>()(z.strictObject({ kind: some, list, note: z.string().optional() }));
  const more = z.strictObject({ kind, list, note: z.string().optional(), more: z.int() });
  // @ts-expect-error the schema takes a field that the type has not
  exactly<Shape>()(more);
  // @ts-expect-error what is read only in the type has another item here
  exactly<Shape>()(z.strictObject({ kind, list: z.array(z.int()), note: z.string().optional() }));
});
