import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keysOf, unread, wordViolations } from '../../../../tools/check/unread-words.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

describe('words that nobody reads', () => {
  const catalogue = {
    call: { hold: '保持', planted: '没有人读', states: { ringing: '振铃', planted: '没有人读' } },
    pill: { ready: '就绪', planted: '没有人读' },
  };
  const screen = `
    const label = t('call.hold');
    const state = t(\`call.states.\${call.isNew ? 'ringing' : 'held'}\`);
    const face = t(\`pill.\${face.kind}\`);
    const anything = \`\${section}.\${word}\`;`;
  const domain = `export const faces = ['ready', 'break'] as const;`;

  it('finds the planted ones and nothing else', () => {
    expect(unread(keysOf(catalogue), [screen, domain])).toEqual([
      'call.planted',
      'call.states.planted',
      'pill.planted',
    ]);
  });

  it('misses a word as soon as its screen is gone', () => {
    expect(unread(keysOf(catalogue), [domain])).toContain('call.hold');
    expect(unread(keysOf(catalogue), [screen])).toContain('pill.ready');
  });

  it('holds here, for words and error codes', () => {
    expect(wordViolations(root).join('\n')).toBe('');
  });
});
