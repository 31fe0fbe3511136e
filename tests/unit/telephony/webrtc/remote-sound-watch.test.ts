import { describe, expect, it } from 'vitest';
import { createRemoteSoundWatch } from '../../../../src/telephony/webrtc/remote-sound-watch.ts';

/** Findings by the second at which they came. */
function watch(packets: readonly number[], isHeldAt: (second: number) => boolean = () => false) {
  const sound = createRemoteSoundWatch();
  return packets.flatMap((count, second) => {
    const finding = sound.onSample(count, !isHeldAt(second));
    return finding ? [[second, finding]] : [];
  });
}

describe('watch over the sound that arrives', () => {
  it('says after three seconds that nothing has ever come, once', () => {
    expect(watch([0, 0, 0, 0, 0, 0])).toEqual([[3, 'missing']]);
  });

  it('says that the packets have stopped, and that they are back', () => {
    expect(watch([50, 100, 100, 100, 100, 100, 150])).toEqual([
      [4, 'missing'],
      [6, 'returned'],
    ]);
  });

  it('is quiet while packets come, however slowly, and while somebody holds', () => {
    expect(watch([0, 0, 0, 1, 1, 1, 2])).toEqual([]);
    expect(watch([50, 50, 50, 50, 50, 50, 50], (second) => second < 5)).toEqual([]);
  });
});
