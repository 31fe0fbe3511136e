import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../../src/shared/error-catalogue.ts';
import { zhCn } from '../../../../src/renderer/i18n/catalogues.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** Words that `docs/glossary.md` gives up for a better one: the last column of its tables. */
const forbidden = [...readFileSync(join(root, 'docs/glossary.md'), 'utf8').matchAll(/^\|.*$/gm)]
  .map(([row]) => row.split('|').at(-2)?.trim() ?? '')
  .filter((cell) => /\p{Script=Han}/u.test(cell))
  .flatMap((cell) => cell.split('、'));

/** Longer words in which a forbidden one means something else. */
const meantOtherwise = [
  '主机名', // of a machine in the network
  '漏接回拨', // has 接回 in its middle
  '市级平台', // the city's, which is one
  '无法收听', // the guide's warning about a lost key, which the purchaser's people know by heart
];

/** Everything that a program or a guide says in Chinese; the office's own data (knowledge, sample tickets) is not ours. */
const told = ['src', 'tools', 'deploy']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs|md|conf)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  .filter((file) => !file.includes(join('hub', 'seed')))
  .concat(['README.md', 'electron-builder.yml'].map((name) => join(root, name)));

function linesOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  if (!/\.(?:tsx?|mjs)$/.test(file)) return text.split('\n');
  // Comments speak of the thing in whatever words explain it.
  const withoutComments = text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .replaceAll(/(^|\s)\/\/.*$/gm, '$1');
  return withoutComments.split('\n');
}

function hits(find: (line: string) => readonly string[]): string[] {
  return told.flatMap((file) =>
    linesOf(file).flatMap((line, index) => {
      const rest = meantOtherwise.reduce((left, phrase) => left.replaceAll(phrase, ''), line);
      return find(rest).map((word) => `${file.slice(root.length + 1)}:${index + 1} ${word}`);
    }),
  );
}

/** What people do at a desk. "没有" before it reads as a state, not as an act that failed. */
const acts =
  /没有(?:拨出|接起|拒接|挂断|静音|保持|取回|恢复|送出|静铃|转接|转出|接成|换成|做成|试响|测到|自检|查到|查询|保存|提交|读到|取到|打开|登记上|启动|停止|接受|接通|执行：|安装|完成：)/gu;

describe('terms', () => {
  it('are read from the glossary', () => {
    expect(forbidden).toEqual(expect.arrayContaining(['应答', '汇集中心', '平台', '办理时限']));
    expect(forbidden.length).toBeGreaterThan(30);
  });

  it('that the glossary gives up stand in nothing that is said', () => {
    expect(hits((line) => forbidden.filter((word) => line.includes(word)))).toEqual([]);
  });

  it('call an act that failed 失败 or 未成功 where only its name is said', () => {
    const leads = JSON.stringify(zhCn).match(acts) ?? [];
    const titles = Object.values(errorCatalogue).flatMap(({ title }) => title.match(acts) ?? []);
    expect([...leads, ...titles]).toEqual([]);
    expect(Object.values(zhCn.call.failed).filter((word) => !/失败|未/u.test(word))).toEqual([]);
  });

  it('write keys in one form: Ctrl+Enter', () => {
    expect(JSON.stringify(zhCn).match(/(?:Ctrl|Alt|Shift)[ -][A-Z0-9↵]|↵/gu) ?? []).toEqual([]);
  });
});
