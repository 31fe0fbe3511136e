import { describe, expect, it } from 'vitest';
import { drawTrayIcon, iconSize } from '../../../../src/main/electron/tray-icon.ts';

const kinds = ['ready', 'alerting', 'talking', 'away', 'fault'] as const;
const alphas = (pixels: Buffer) =>
  Array.from({ length: iconSize * iconSize }, (_none, index) => pixels[index * 4 + 3] ?? 0);

describe('tray icon', () => {
  it.each(kinds)('draws %s with clear corners and a share of full pixels', (kind) => {
    const alpha = alphas(drawTrayIcon(kind));
    expect(alpha).toHaveLength(iconSize * iconSize);
    expect([alpha[0], alpha[iconSize - 1]]).toEqual([0, 0]);
    const full = alpha.filter((value) => value === 255).length / alpha.length;
    expect(full).toBeGreaterThan(0.2);
    expect(full).toBeLessThan(0.8);
  });

  it('gives every state a shape of its own, colour aside', () => {
    const outlines = kinds.map((kind) => alphas(drawTrayIcon(kind)).join(','));
    expect(new Set(outlines).size).toBe(kinds.length);
  });

  it('never has a colour brighter than its alpha: the bitmap is premultiplied', () => {
    for (const kind of kinds) {
      const pixels = drawTrayIcon(kind);
      for (let at = 0; at < pixels.length; at += 4) {
        const alpha = pixels[at + 3] ?? 0;
        expect(Math.max(...pixels.subarray(at, at + 3))).toBeLessThanOrEqual(alpha);
      }
    }
  });
});
