import { describe, expect, it } from 'vitest';
import { judgeFrame } from '../../../../src/shared/node/frame-gate.ts';
import { junkTexts } from '../../../support/hostile-socket.ts';

const judge = (text: string) => judgeFrame(Buffer.from(text), false);

describe('the judgement of a frame before oRPC sees it', () => {
  it('lets a call pass with its own keys only', () => {
    const sent = {
      i: '1',
      t: 1,
      p: { u: '/a/b', b: { json: 1 }, h: { 'content-type': 'x' } },
      x: 1,
    };
    const kept = { i: '1', p: { u: '/a/b', b: { json: 1 } } };
    const passed = { kind: 'call', id: '1', path: '/a/b', text: JSON.stringify(kept) };
    expect(judge(JSON.stringify(sent))).toEqual(passed);
    // A call without an input.
    expect(judge('{"i":"1","p":{"u":"/a"}}')).toMatchObject({ kind: 'call', path: '/a' });
  });

  it('lets the end of a call pass', () => {
    const passed = { kind: 'abort', id: '7', text: '{"i":"7","t":4}' };
    expect(judge('{"i":"7","t":4,"p":{"e":"x"}}')).toEqual(passed);
  });

  it.each([
    ['a binary frame', judgeFrame(Buffer.from('{}'), true), 'notText', 1003],
    ['what is no JSON', judge('{'), 'notJson', 1007],
    [
      'what is nested deeper than any call',
      judge('['.repeat(99) + ']'.repeat(99)),
      'notJson',
      1007,
    ],
    ['an event of a stream', judge('{"i":"1","t":3,"p":{}}'), 'notACall', 1008],
    ['a path that is none', judge('{"i":"1","p":{"u":"http://["}}'), 'notACall', 1008],
  ])('refuses %s', (_, verdict, reason, closeCode) => {
    expect(verdict).toEqual({ kind: 'refused', reason, closeCode });
  });

  it('passes nothing on of a text that is no call, or that wants more than a call may', () => {
    for (const text of junkTexts) {
      const verdict = judge(text);
      if (verdict.kind === 'refused') continue;
      expect(Object.keys(JSON.parse(verdict.text))).toEqual(
        verdict.kind === 'call' ? ['i', 'p'] : ['i', 't'],
      );
    }
  });
});
