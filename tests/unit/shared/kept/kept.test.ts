import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kept, keptOf, keptText } from '../../../../src/shared/kept/kept.ts';
import { keptSession } from '../../../../src/shared/kept/session.ts';
import { keptView } from '../../../../src/shared/kept/view.ts';

const value = kept('x', z.strictObject({ a: z.int(), b: z.strictObject({ c: z.string() }) }), {
  fallback: null,
});

describe('a kept value', () => {
  it('comes back as it was written', () => {
    const given = { a: 1, b: { c: 'd' } };
    expect(value.read(value.write(given))).toEqual(given);
  });

  it('is read without what a newer release has added to it', () => {
    expect(value.read('{"a":1,"b":{"c":"d","later":1},"later":2}')).toEqual({
      a: 1,
      b: { c: 'd' },
    });
  });

  it.each(['', 'no JSON', '{"a":1}', '{"a":"1","b":{"c":"d"}}', '[]', 'null'])(
    'that nobody here can read (%s) gives the fallback, and its name is logged without its text',
    (text) => {
      const log: unknown[] = [];
      const warn = (event: string, fields = {}) => void log.push([event, fields]);
      expect(value.read(text, { warn })).toBeNull();
      expect(log).toEqual([['kept.unreadable', { key: 'x' }]]);
    },
  );

  it('that was never written gives the fallback without a word', () => {
    const warn = () => expect.unreachable();
    expect(value.read(null, { warn })).toBeNull();
    expect(keptSession.read(null, { warn })).toBeNull();
  });

  it('may be a text without quotation marks, and one of several of a name', () => {
    const word = keptText('w', z.enum(['a', 'b']), { fallback: 'a' });
    expect([word.write('b'), word.read('b'), word.read('c')]).toEqual(['b', 'b', 'a']);
    expect(keptOf(word, '1001').key).toBe('w:1001');
    expect(keptView.textScale.read('125')).toBe(125);
    expect(keptView.textScale.read('124')).toBe(100);
  });
});
