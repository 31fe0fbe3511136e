import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import { Grammar } from 'sip.js';
import { describe, expect, it } from 'vitest';
import pages from '../../../../vite.config.ts';
import { sipGrammarOnce, withTableOutside } from '../../../../tools/build/sip-grammar-once.ts';

const library = join(import.meta.dirname, '../../../../node_modules/sip.js/lib/grammar');
const file = join(library, 'pegjs/dist/grammar.js');
const source = readFileSync(file, 'utf8');
/** As it was published: what Node loads itself has not gone through the plugin. */
const published = createRequire(import.meta.url)(join(library, 'grammar.js')) as {
  Grammar: typeof Grammar;
};

const rules = [
  'Request_Response',
  'Via',
  'From',
  'To',
  'Contact',
  'Record_Route',
  'Call_ID',
  'CSeq',
  'Max_Forwards',
  'Content_Type',
  'Refer_To',
  'SIP_URI',
  'Session_Expires',
  'Replaces',
];
const lines = [
  'INVITE sip:1001@127.0.0.1:5060;transport=ws SIP/2.0',
  'SIP/2.0 401 Unauthorized',
  'SIP/2.0/WS 127.0.0.1:4000;branch=z9hG4bK-1;rport;received=::1',
  '"某 \\" 人" <sip:19900000123@pbx.invalid;user=phone?a=b>;tag=1',
  'sip:1001@pbx.invalid, <sips:a@[::1]>;q=0.5;+sip.instance="<urn:uuid:1>"',
  'a-b@pbx.invalid',
  '102 INVITE',
  '70',
  'application/sdp;charset=utf-8',
  '1800;refresher=uas',
  'call@pbx.invalid;to-tag=1;from-tag=2;early-only',
];
const broken = fc
  .tuple(fc.constantFrom(...lines), fc.nat(80), fc.nat(4), fc.string({ maxLength: 4 }))
  .map(([line, at, cut, put]) => line.slice(0, at) + put + line.slice(at + cut));

describe('sipGrammarOnce', () => {
  it('moves the table of rules out of the parser, and nothing else', () => {
    const once = withTableOutside(source);
    expect(once.indexOf('const peg$bytecode')).toBeLessThan(once.indexOf('function peg$parse('));
    expect(source.indexOf('const peg$bytecode')).toBeGreaterThan(
      source.indexOf('function peg$parse('),
    );
    expect(sorted(once)).toEqual(sorted(source));
  });

  it('reads as the published grammar does, whole lines and broken ones, one after the other', () => {
    expect(Grammar.parse).not.toBe(published.Grammar.parse);
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.oneof(fc.constantFrom(...lines), broken), both),
      { numRuns: 2000 },
    );
  });

  it('is part of the build of the pages', () => {
    const names = [pages.plugins]
      .flat(9)
      .map((plugin) => plugin && 'name' in plugin && plugin.name);
    expect(names).toContain('sip-grammar-once');
  });

  it('takes the grammar alone, with whatever a bundler appends to its name', () => {
    const transform = sipGrammarOnce().transform as (code: string, id: string) => unknown;
    expect(transform(source, `${file}?v=1`)).toMatchObject({ code: withTableOutside(source) });
    expect(transform(source, file.replaceAll('/', '\\'))).not.toBeNull();
    expect(transform(source, join(library, 'grammar.js'))).toBeNull();
  });

  it.each(['const peg$bytecode = [', 'function peg$decode(s)', 'function peg$parse(input'])(
    'ends the build when another release has no "%s"',
    (part) => {
      expect(() => withTableOutside(source.replace(part, 'other'))).toThrow('another form');
    },
  );
});

function both(rule: string, line: string): void {
  expect(plain(Grammar.parse(line, rule))).toBe(plain(published.Grammar.parse(line, rule)));
}

/** The two libraries have classes of their own: what they hold is compared. */
function plain(parsed: unknown): string {
  return JSON.stringify(parsed, (_key, value: unknown) => (value === undefined ? 'none' : value));
}

function sorted(code: string): string[] {
  return code
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .toSorted();
}
