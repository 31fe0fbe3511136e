import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanLines, clip } from '../../../src/shared/clean-text.ts';

/** Any UTF-16 units, halves of characters among them. */
const text = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));

/** One table for every door: what came, as one line, and as several lines where that differs. */
const cases: readonly (readonly [name: string, given: string, line: string, lines?: string])[] = [
  ['plain words stay', '江汉区示例路1号 停水', '江汉区示例路1号 停水'],
  ['right-to-left override', '\u202E021', '021'],
  ['bidirectional embedding and its end', '\u202D19900000123\u202C', '19900000123'],
  ['isolates', '\u206819900000123\u2069', '19900000123'],
  ['left-to-right mark', '\u200E19900000123', '19900000123'],
  ['zero width blank', '19900000123\u200B', '19900000123'],
  ['zero width joiner and non-joiner', 'a\u200Db\u200Cc', 'abc'],
  ['soft hyphen', '199\u00AD0000', '1990000'],
  ['byte order mark', '\uFEFF某市民', '某市民'],
  ['variation selector behind a digit', '+86\uFE0D199', '+86199'],
  ['variation selector of a Han character', '葛\u{E0100}某', '葛\u{E0100}某'],
  ['variation selector of nothing', '\u{E0100}葛', '葛'],
  ['invisible tags', '某\u{E0041}\u{E007F}某', '某某'],
  ['Hangul filler', '\u3164某', '某'],
  ['NUL, bell, escape, delete', 'a\u0000b\u0007c\u001B[31md\u007F', 'abc[31md'],
  ['C1 controls', 'a\u009Bb', 'ab'],
  ['half a character', '停水\uD83D末', '停水末'],
  ['other half', '停水\uDE00末', '停水末'],
  ['non-character', 'a\uFFFFb\uFDD0c', 'abc'],
  ['replacement character can be seen', 'a\uFFFDb', 'a\uFFFDb'],
  ['tab of a spreadsheet', '姓名\t电话', '姓名 电话'],
  ['CRLF', '一\r\n二', '一 二', '一\n二'],
  ['lone CR', '一\r二', '一 二', '一\n二'],
  ['vertical tab of Word', '一\v二', '一 二', '一\n二'],
  ['form feed', '一\f二', '一 二', '一\n二'],
  ['next line', '一\u0085二', '一 二', '一\n二'],
  ['line and paragraph separator', '一\u2028二\u2029三', '一 二 三', '一\n二\n三'],
  ['blank lines stay', '一\n\n二', '一  二', '一\n\n二'],
  ['header injection', 'A\r\nX-Evil: 1', 'A X-Evil: 1', 'A\nX-Evil: 1'],
  ['a pile of marks', `e${'\u0301'.repeat(40)}x`, `e${'\u0301'.repeat(4)}x`],
  ['emoji', '谢谢😀', '谢谢😀'],
  ['private use: rare characters of old name registers', '张\uE863', '张\uE863'],
  ['blanks at the ends stay', ' 一 ', ' 一 '],
  ['full width stays', '１９９', '１９９'],
];

describe('cleanLine and cleanLines', () => {
  const named = cases.map(([name, given, line, lines = line]) => ({ name, given, line, lines }));
  it.each(named)('$name', ({ given, line, lines }) => {
    expect(cleanLine(given)).toBe(line);
    expect(cleanLines(given)).toBe(lines);
  });

  it('cleans once and for all: again changes nothing, and no line holds anything unseen', () => {
    const held = fc.property(text, (given) => {
      const line = cleanLine(given);
      const lines = cleanLines(given);
      return (
        cleanLine(line) === line &&
        cleanLines(lines) === lines &&
        !/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(line)
      );
    });
    fc.assert(held, { numRuns: 1000 });
  });
});

describe('clip', () => {
  it('never leaves half a character behind', () => {
    expect(clip('谢谢😀', 3)).toBe('谢谢');
    expect(clip('谢谢😀', 4)).toBe('谢谢😀');
    expect(clip('谢谢', 8)).toBe('谢谢');
  });
});
