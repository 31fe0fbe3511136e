import type { TrayKind } from './tray-state.ts';

/** Square, in pixels; the system scales it down to its bar. */
export const iconSize = 32;

type Inside = (x: number, y: number) => boolean;

const colours: Readonly<Record<TrayKind, readonly [number, number, number]>> = {
  ready: [0x2e, 0xa0, 0x5f],
  alerting: [0xe0, 0x9a, 0x1c],
  talking: [0x1f, 0x7a, 0xc4],
  away: [0x8a, 0x94, 0x9c],
  fault: [0xd0, 0x34, 0x34],
};

/** One shape each, so that the states differ without colour, too. Coordinates run from -1 to 1. */
const shapes: Readonly<Record<TrayKind, Inside>> = {
  ready: (x, y) => x * x + y * y <= 0.72,
  alerting: (x, y) => Math.abs(x) + Math.abs(y) <= 0.95,
  talking: (x, y) => Math.max(Math.abs(x), Math.abs(y)) <= 0.74,
  away: (x, y) => x * x + y * y <= 0.72 && x * x + y * y >= 0.3,
  fault: (x, y) => y <= 0.75 && y >= -0.85 && Math.abs(x) <= (y + 0.85) * 0.6,
};

/** The icon as BGRA pixels, which `nativeImage.createFromBitmap` takes: drawn, so that no picture file can go missing. */
export function drawTrayIcon(kind: TrayKind): Buffer {
  const pixels = Buffer.alloc(iconSize * iconSize * 4);
  const [red, green, blue] = colours[kind];
  for (let row = 0; row < iconSize; row += 1) {
    for (let column = 0; column < iconSize; column += 1) {
      const alpha = coverage(shapes[kind], column, row);
      // Chromium's bitmaps are premultiplied by alpha.
      const channels = [blue, green, red].map((value) => Math.round(value * alpha));
      pixels.set([...channels, Math.round(255 * alpha)], (row * iconSize + column) * 4);
    }
  }
  return pixels;
}

/** Share of one pixel that lies inside, by 16 samples: smooth edges. */
function coverage(inside: Inside, column: number, row: number): number {
  let hits = 0;
  for (let sample = 0; sample < 16; sample += 1) {
    const x = ((column + ((sample % 4) + 0.5) / 4) / iconSize) * 2 - 1;
    const y = ((row + (Math.floor(sample / 4) + 0.5) / 4) / iconSize) * 2 - 1;
    if (inside(x, y)) hits += 1;
  }
  return hits / 16;
}
