import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeHtml, factsTable, listTable } from '../../../../../src/hub/areas/export/html.ts';

/** Characters that mean something to a page, and some that mean nothing. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('<', '>', '&', '"', "'", '\u0000', '\ud800', '水'),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
});

it('no text opens a tag, ends an attribute or is no character of a page', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(escaped).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39);)/);
      expect(escaped.isWellFormed()).toBe(true);
      // Nothing is lost but what no page may hold.
      expect(escaped.replaceAll(/&[^;]+;/g, '.').length).toBe(text.length);
    }),
  );
});

it('leaves out what says nothing', () => {
  expect(factsTable('承办', [['主办', '']])).toBe('');
  expect(listTable('通话', ['时间'], [])).toBe('');
  expect(factsTable('承办', [['主办', '<b>']])).toBe(
    '<h2>承办</h2><table class="facts"><tbody><tr><th scope="row">主办</th><td>&lt;b&gt;</td></tr></tbody></table>',
  );
});
