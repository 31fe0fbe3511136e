import { describe, expect, it } from 'vitest';
import {
  doubtsOf,
  lastingText,
  syncOf,
} from '../../../../../src/renderer/features/recordings/listening-text.ts';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import type { Recording } from '../../../../../src/shared/domain/recordings/recording.ts';
import { zhCnRecordings } from '../../../../../src/renderer/features/recordings/words.zh-cn.ts';
import { aRecording } from '../../../../support/hub-values.ts';

describe('what is said of a recording that is not whole', () => {
  it('nothing, when nothing is known against it', () => {
    expect(doubtsOf({}, { flaws: undefined })).toEqual([]);
    expect(doubtsOf({}, null)).toEqual([]);
  });

  it('each flaw, and that another desk claims the call, in a sentence of its own', () => {
    const flaws = ['missing', 'damaged', 'cut'] as const;
    const namesOf = (otherRecordings: Recording[]) =>
      doubtsOf({ otherRecordings }, { flaws }).map((key) => key.replace('listening.flaw.', ''));
    expect(namesOf([aRecording()])).toEqual([...flaws, 'disputed']);
    expect(namesOf([])).toEqual([...flaws, 'claimed']);
    expect(Object.keys(zhCnRecordings.listening.flaw)).toEqual([...flaws, 'disputed', 'claimed']);
  });
});

it('a short gap lasts more than nothing', async () => {
  const { t } = await createTexts();
  const texts = [41, 94, 95, 1500, 62_000].map((ms) => lastingText(ms, t));
  expect(texts).toEqual(['0.04 秒', '0.09 秒', '0.1 秒', '1.5 秒', '01:02']);
});

describe('where a recording is on its way', () => {
  it.each(['synced', 'closed', 'uploading', 'writing'] as const)(
    'is not told in place of what is wrong with it: %s',
    (state) => {
      const damaged = aRecording({ state, error: 'recording.damaged' });
      expect(syncOf(damaged)).toEqual({ word: 'listening.flawed', tone: 'bad' });
    },
  );

  it('is green for one that has arrived and has nothing against it', () => {
    expect(syncOf(aRecording({ state: 'synced', error: null })).tone).toBe('good');
  });
});
