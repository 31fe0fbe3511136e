import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FrameKind,
  createFrameReader,
  encodeFrame,
} from '../../../src/shared/export-frames.ts';
import { codeOfThrown } from '../../support/code-of-thrown.ts';

const kind = fc.constantFrom<FrameKind>('bytes', 'progress', 'end', 'failure');
const frames = fc.array(fc.record({ kind, payload: fc.uint8Array({ maxLength: 50 }) }), {
  maxLength: 8,
});

describe('frames of an export', () => {
  it('are read whatever pieces the line makes of them', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.nat({ max: 30 })), (sent, cuts) => {
        const bytes = Buffer.concat(sent.map((frame) => encodeFrame(frame.kind, frame.payload)));
        const read = createFrameReader();
        const found = [];
        let at = 0;
        for (const cut of [...cuts, bytes.byteLength]) {
          found.push(...read(bytes.subarray(at, at + cut)));
          at += cut;
        }
        found.push(...read(bytes.subarray(at)));
        expect(found.map((frame) => [frame.kind, [...frame.payload]])).toEqual(
          sent.map((frame) => [frame.kind, [...frame.payload]]),
        );
      }),
    );
  });

  it('are not guessed out of something else', () => {
    const read = createFrameReader();
    expect(codeOfThrown(() => read(Buffer.from('<!doctype html>')))).toBe('export.cut');
  });
});
