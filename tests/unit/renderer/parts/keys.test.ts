import { describe, expect, it } from 'vitest';
import { ariaKey, keyHint, keyNames, strokesOf } from '../../../../src/renderer/parts/keys.ts';

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
