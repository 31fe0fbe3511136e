import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ariaKey, keyHint, keyNames, strokesOf } from '../../../../src/renderer/parts/keys.ts';
import { zhCnParts } from '../../../../src/renderer/parts/words.zh-cn.ts';

describe('the table of keys', () => {
  it('gives no keystroke twice', () => {
    const strokes = keyNames.flatMap((name) => strokesOf(name));
    expect(new Set(strokes).size).toBe(strokes.length);
  });

  it('writes a key for the control, for screen readers and as its nine strokes', () => {
    expect(keyHint('close')).toBe('Ctrl+Enter');
    expect(keyHint('insert')).toBe('Alt+1–9');
    expect(keyHint('insert', 3)).toBe('Alt+3');
    expect(ariaKey('save')).toBe('Control+S');
    expect(ariaKey('insert', 9)).toBe('Alt+9');
    expect(strokesOf('insert')).toHaveLength(9);
  });
});

describe('the handbooks', () => {
  const root = join(import.meta.dirname, '../../../..');

  it('name every key as the table has it, in the words of the settings', () => {
    const rows = keyNames.map((name) => `| ${keyHint(name)} | ${zhCnParts.keys[name]} |`);
    const text = readFileSync(join(root, 'docs/handbook/agent.md'), 'utf8');
    const [, written] = /<!-- keys -->\n([^]*?)\n<!-- \/keys -->/.exec(text) ?? [];
    expect(written?.trim().split('\n')).toEqual(['| 键 | 做什么 |', '|---|---|', ...rows]);
  });

  it('are all named in the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const name of readdirSync(join(root, 'docs/handbook')))
      expect(readme).toContain(`docs/handbook/${name}`);
  });
});
