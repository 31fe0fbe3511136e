import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../../../../src/main/config/json-fault.ts';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('findJsonFault', () => {
  it.each([
    ['{\n  "hub": {},\n}', 2, '“}” 前面多了一个逗号，请删去'],
    ['{\r\n"a": [1,\r\n2,]}', 3, '“]” 前面多了一个逗号，请删去'],
    ['{\n// the hub\n"hub": {}}', 2, '这里写了注释，本文件不能写注释，请删去'],
    ['{"hub": {} /* here */}', 1, '这里写了注释，本文件不能写注释，请删去'],
    ['# desk\n{}', 1, '这里写了注释，本文件不能写注释，请删去'],
    ['{"a": 1\n"b": 2}', 2, '和上一项之间少了英文逗号 ,'],
    ['{"a": 1，"b": 2}', 1, '两项之间要用英文逗号 ,'],
    ['{"a"：1}', 1, '用了中文冒号，请改成英文冒号 :'],
    ['{“a”: 1}', 1, '用了中文引号，请改成英文双引号 "'],
    ['{"a": “b”}', 1, '用了中文引号，请改成英文双引号 "'],
    ["{'a': 1}", 1, '用了单引号，请改成英文双引号 "'],
    ['{a: 1}', 1, '项目名要写在英文双引号 "" 里'],
    ['{"a" 1}', 1, '项目名后面少了英文冒号 :'],
    ['{"a": }', 1, '冒号或逗号后面没有填内容'],
    ['{"a": 1,, "b": 2}', 1, '多了一个逗号，请删去'],
    ['{"a": True}', 1, '这一项的内容不对：文字要写在英文双引号 "" 里，数字和 true、false 不加引号'],
    ['{"a": 0123}', 1, '这一项的内容不对：文字要写在英文双引号 "" 里，数字和 true、false 不加引号'],
    ['{"a": "b\n}', 1, '这一行少了收尾的英文双引号 "'],
    ['{"a": "C:\\data"}', 1, '反斜杠 \\ 要写成两个 \\\\'],
    ['{\n"a": 1\n', 3, '没有写完，少了 “}”'],
    ['{ "hub": ', 1, '没有写完，后面少了内容'],
    ['{}\n}', 2, '最后一个括号后面还有多余的内容，请删去'],
    ['{\u00a0"a": 1}', 1, '有看不见的空格或字符，请删去'],
  ])('says of %j: line %d, %s', (text, line, why) => {
    expect(findJsonFault(text)).toEqual({ line, why });
  });

  it('finds a fault exactly where JSON.parse does, and names no value', () => {
    const mutated = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom(
          '',
          ',',
          '}',
          ']',
          '"',
          '\\',
          '//',
          '\n',
          ':',
          '0',
          '-',
          'e',
          '\t',
          '{',
          '[',
        ),
        fc.nat(2),
      )
      .map(([text, at, what, cut]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + what + text.slice(place + cut);
      });
    fc.assert(
      fc.property(mutated, (text) => {
        expect(findJsonFault(text) === null).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
    expect(findJsonFault('{"secret": "geheim"')?.why).not.toContain('geheim');
  });

  it('answers to any nesting', () => {
    expect(findJsonFault('['.repeat(1_000_000))?.line).toBe(1);
  });
});
