import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepEqual } from '../../../src/shared/keep-equal.ts';

const copy = <T>(value: T): T => structuredClone(value);

describe('what says the same stays the same object', () => {
  it('gives what came after, whatever came before', () => {
    const plain = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        expect(keepEqual(before, copy(after))).toEqual(after);
      }),
    );
  });

  it('gives back what was there when nothing has changed', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(keepEqual(value, copy(value))).toBe(value);
      }),
    );
  });

  it('keeps every part but the one that changed, and all that holds it', () => {
    const before = { phone: { calls: [{ id: 1 }, { id: 2 }] }, sync: { hub: 'online' } };
    const after = copy(before);
    after.phone.calls.push({ id: 3 });
    const kept = keepEqual(before, after);
    expect(kept).not.toBe(before);
    expect(kept.sync).toBe(before.sync);
    expect(kept.phone.calls[0]).toBe(before.phone.calls[0]);
    expect(kept.phone.calls[1]).toBe(before.phone.calls[1]);
  });

  it.each<[string, unknown, unknown]>([
    ['a field that is gone', { a: 1, b: 2 }, { a: 1 }],
    ['a field that has come', { a: 1 }, { a: 1, b: undefined }],
    ['a field under another name', { a: undefined }, { b: undefined }],
    ['a shorter list', [1, 2], [1]],
    ['a list instead of a record', { 0: 'a' }, ['a']],
    ['null instead of a record', {}, null],
  ])('sees %s', (_what, before, after) => {
    const kept = keepEqual(before, after);
    expect(kept).not.toBe(before);
    expect(kept).toStrictEqual(after);
  });
});
