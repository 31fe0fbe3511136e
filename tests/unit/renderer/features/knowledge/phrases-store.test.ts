import { expect, test } from 'vitest';
import { AppError } from '../../../../../src/shared/app-error.ts';
import {
  createPhrasesStore,
  theirsOf,
} from '../../../../../src/renderer/features/knowledge/phrases-store.ts';
import type { Phrase } from '../../../../../src/shared/domain/phrases/phrases.ts';

const module = (code: string, text: string): Phrase => ({
  code,
  title: `常用语 ${code}`,
  scopes: ['answer'],
  text,
});

/** A hub with two modules, and a desk that writes at it; `another` = somebody else was faster. */
function createDesk() {
  let kept = { version: 1, phrases: [module('a', '甲'), module('b', '乙')] };
  let isAway = false;
  const hub = {
    phrases: async () => {
      if (isAway) throw new AppError('hub.unreachable');
      const phrases = kept.phrases.map((phrase) => ({ ...phrase, initials: '' }));
      return { version: kept.version, phrases };
    },
    putPhrases: async (asked: { seen: number; phrases: { phrases: readonly Phrase[] } }) => {
      if (isAway) throw new AppError('hub.unreachable');
      if (asked.seen !== kept.version) throw new AppError('knowledge.conflict');
      kept = { version: kept.version + 1, phrases: [...asked.phrases.phrases] };
      return { version: kept.version };
    },
  };
  return {
    store: createPhrasesStore({ api: { knowledge: hub } }),
    texts: () => kept.phrases.map(({ text }) => text),
    another: (phrases: Phrase[]) => (kept = { version: kept.version + 1, phrases }),
    goAway: () => (isAway = true),
  };
}

test('what is written of one module is found again after another was looked at, a new one too', async () => {
  const { store } = createDesk();
  const { load, begin, type, drop } = store.getState();
  await load();
  begin('a');
  type({ text: '甲，写了很久' });
  begin(null);
  type({ title: '新的' });
  begin('b');
  expect(store.getState().draft?.phrase.text).toBe('乙');
  expect(store.getState().left.map(({ over }) => over)).toEqual(['a', null]);
  begin('a');
  expect(store.getState().draft?.phrase.text).toBe('甲，写了很久');
  // What was only looked at is nothing that waits.
  expect(store.getState().left.map(({ over }) => over)).toEqual([null]);
  drop();
  begin(null);
  expect(store.getState().draft?.phrase.title).toBe('新的');
  expect(store.getState().left).toEqual([]);
});

test('who was slower sees what the other has made of it, and another press puts in over that', async () => {
  const { store, another, texts } = createDesk();
  const { load, begin, type, put } = store.getState();
  await load();
  begin('a');
  type({ text: '甲，我的' });
  another([module('a', '甲，别人的'), module('b', '乙，别人的')]);
  await put();
  const { failure, phrases, draft } = store.getState();
  expect(failure).toBe('knowledge.conflict');
  expect(draft && theirsOf(phrases ?? [], draft)).toMatchObject({ text: '甲，别人的' });
  expect(draft?.phrase.text).toBe('甲，我的');
  await put();
  expect(store.getState().failure).toBeNull();
  expect(texts()).toEqual(['甲，我的', '乙，别人的']);
});

test('a module that another took out meanwhile is said to be gone', async () => {
  const { store, another } = createDesk();
  const { load, begin, type, put } = store.getState();
  await load();
  begin('a');
  type({ text: '甲，我的' });
  another([module('b', '乙')]);
  await put();
  const { phrases, draft } = store.getState();
  expect(draft && theirsOf(phrases ?? [], draft)).toBe('gone');
});

test('a list that cannot be read is not said to be a module that was not put in', async () => {
  const { store, goAway } = createDesk();
  goAway();
  await store.getState().load();
  expect(store.getState()).toMatchObject({ failure: 'hub.unreachable', failed: 'load' });
});
