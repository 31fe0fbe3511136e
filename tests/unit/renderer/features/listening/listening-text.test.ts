import { describe, expect, it } from 'vitest';
import { doubtsOf } from '../../../../../src/renderer/features/listening/listening-text.ts';
import { zhCnListening } from '../../../../../src/renderer/i18n/zh-cn-listening.ts';

describe('what is said of a recording that is not whole', () => {
  it('nothing, when nothing is known against it', () => {
    expect(doubtsOf({}, { flaws: undefined })).toEqual([]);
    expect(doubtsOf({}, null)).toEqual([]);
  });

  it('each flaw, and that another desk claims the call, in a sentence of its own', () => {
    const doubts = doubtsOf({ otherRecordings: [] }, { flaws: ['missing', 'damaged', 'cut'] });
    const names = doubts.map((key) => key.replace('listening.flaw.', ''));
    expect(names).toEqual(['missing', 'damaged', 'cut', 'disputed']);
    expect(Object.keys(zhCnListening.listening.flaw)).toEqual(names);
  });
});
