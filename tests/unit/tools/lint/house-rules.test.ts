import { RuleTester } from 'oxlint/plugins-dev';
import { describe, it } from 'vitest';
import plugin from '../../../../tools/lint/house-rules.ts';

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester();
const typed = new RuleTester({ languageOptions: { parserOptions: { lang: 'ts' } } });

const lines = (count: number) => 'work();\n'.repeat(count);
const max = [{ max: 5 }];
const tooLong = (own: number) => [
  { message: `${own} lines of its own, at most 5: give a part a name.` },
];

tester.run('max-own-lines', plugin.rules['max-own-lines'], {
  valid: [
    { name: 'a short function', code: `function f() {\n${lines(3)}}`, options: max },
    {
      name: 'a factory with many short methods',
      code: `const create = () => ({\n${`m() {\n${lines(3)}},\n`.repeat(3)}});`,
      options: max,
    },
    {
      name: 'a class with many short methods',
      code: `class C {\n${`m() {\n${lines(3)}}\n`.repeat(9)}}`,
      options: max,
    },
    {
      name: 'blanks and comments',
      code: `function f() {\n// why\n\n/**\n * why\n */\n${lines(3)}}`,
      options: max,
    },
  ],
  invalid: [
    {
      name: 'a long function',
      code: `function f() {\n${lines(4)}}`,
      options: max,
      errors: tooLong(6),
    },
    {
      name: 'a long method of a class',
      code: `class C {\nm() {\n${lines(4)}}\n}`,
      options: max,
      errors: tooLong(6),
    },
    {
      name: 'a long closure in a short factory',
      code: `const create = () => ({\nm: () => {\n${lines(4)}},\n});`,
      options: max,
      errors: tooLong(6),
    },
    {
      name: 'what a factory does beside its methods',
      code: `const create = () => {\n${lines(4)}return { m() {\n${lines(3)}} };\n};`,
      options: max,
      errors: tooLong(7),
    },
  ],
});

const unchecked = [
  { message: 'Give what JSON.parse or json() returns to a schema, or the type unknown.' },
];
typed.run('checked-json', plugin.rules['checked-json'], {
  valid: [
    { name: 'into a schema', code: 'const a = schema.parse(JSON.parse(text));' },
    { name: 'into a schema that may fail', code: 'schema.safeParse(JSON.parse(text));' },
    { name: 'of a response', code: 'const a = schema.parse(await response.json());' },
    { name: 'of a response as unknown', code: 'const a: unknown = await response.json();' },
    { name: 'an answer with a body', code: 'response.json({ a: 1 });' },
    { name: 'as unknown', code: 'const a: unknown = JSON.parse(text);' },
    { name: 'returned as unknown', code: 'function f(): unknown {\nreturn JSON.parse(text);\n}' },
    { name: 'of an arrow', code: 'const f = (text: string): unknown => JSON.parse(text);' },
  ],
  invalid: [
    { name: 'into any variable', code: 'const a = JSON.parse(text);', errors: unchecked },
    { name: 'of a response', code: 'const a: Ticket = await response.json();', errors: unchecked },
    { name: 'as a function', code: 'const all = texts.map(JSON.parse);', errors: unchecked },
    { name: 'into a type', code: 'const a: Ticket = JSON.parse(text);', errors: unchecked },
    {
      name: 'returned as a type',
      code: 'function f(): Ticket {\nreturn JSON.parse(text);\n}',
      errors: unchecked,
    },
    { name: 'as an argument', code: 'show(JSON.parse(text));', errors: unchecked },
    {
      name: 'in a callback of what returns unknown',
      code: 'function f(): unknown {\nreturn rows.map((row) => JSON.parse(row));\n}',
      errors: unchecked,
    },
  ],
});

const spread = [{ message: 'Write the fields of this literal without the spread.' }];
typed.run('no-literal-spread', plugin.rules['no-literal-spread'], {
  valid: [
    { name: 'what has a name', code: 'const a = { ...b, c };' },
    { name: 'what is there at times', code: 'const a = { ...(b && { c }) };' },
    { name: 'arguments that belong together', code: "const a = [...['-p', port], ...more];" },
  ],
  invalid: [
    { name: 'fields kept on a line', code: 'const a = { ...{ b, c }, d };', errors: spread },
    { name: 'as a constant', code: 'const a = { ...({ b } as const), c };', errors: spread },
    { name: 'with its type', code: 'const a = { ...({ b } satisfies B), c };', errors: spread },
    {
      name: 'inside another',
      code: 'f({ a: { ...{ b } }, ...{ c } });',
      errors: [...spread, ...spread],
    },
  ],
});
