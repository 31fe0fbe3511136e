import { describe, expect, it } from 'vitest';
import { createMarkBook } from '../../../../../src/telephony/webrtc/recorder/mark-book.ts';

describe('mark book', () => {
  it('keeps one open span per kind and gives finished ones once', () => {
    const marks = createMarkBook();
    marks.begin('hold', 100);
    marks.begin('hold', 200);
    marks.begin('mute', 150);
    marks.end('trackSwap', 160);
    expect(marks.isOpen('hold')).toBe(true);
    marks.end('hold', 300);
    expect(marks.takeFinished()).toEqual([{ kind: 'hold', fromMs: 100, toMs: 300 }]);
    marks.endAll(400);
    expect(marks.takeFinished()).toEqual([{ kind: 'mute', fromMs: 150, toMs: 400 }]);
    expect(marks.takeFinished()).toEqual([]);
  });
});
