import { expect, test } from 'vitest';
import type { KnowledgeHit } from '../../../../../src/shared/domain/knowledge/knowledge.ts';
import {
  type KnowledgeDeps,
  createKnowledgeStore,
} from '../../../../../src/renderer/features/knowledge/knowledge-store.ts';
import { entries } from '../../../../support/desk/desk-samples.ts';

function createSearch() {
  const asked: { text: string; answer(hits: KnowledgeHit[]): void; fail(): void }[] = [];
  let pending: (() => void) | null = null;
  const missed: string[] = [];
  const api = {
    knowledge: {
      missed: async ({ text }: { text: string }) => void missed.push(text),
      search: ({ text }: { text: string }) =>
        new Promise((resolve, reject) => {
          asked.push({
            text,
            answer: (hits) => resolve({ hits }),
            fail: () => reject(new Error('gone')),
          });
        }),
    },
  } as unknown as KnowledgeDeps['api'];
  const store = createKnowledgeStore({
    api,
    names: () => ['王女士'],
    schedule: (work) => {
      pending = work;
      return () => {
        pending = null;
      };
    },
  });
  const pause = () => {
    pending?.();
    pending = null;
  };
  return { store, asked, pause, missed };
}

const hitsFor = (word: string): KnowledgeHit[] =>
  entries.slice(0, 1).map((entry) => ({ entry, excerpt: word, words: [word] }));
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('only the last word before a pause is searched for', () => {
  const { store, asked, pause } = createSearch();
  store.getState().search('积');
  store.getState().search('积水');
  pause();
  expect(asked.map(({ text }) => text)).toEqual(['积水']);
});

test('a late answer never replaces a newer one', async () => {
  const { store, asked, pause } = createSearch();
  store.getState().search('积水');
  pause();
  store.getState().search('停水');
  pause();
  asked[1]?.answer(hitsFor('停水'));
  asked[0]?.answer(hitsFor('积水'));
  await settled();
  expect(store.getState()).toMatchObject({ searched: '停水', status: 'done' });
});

test('an emptied box shows nothing, also when an answer is still on its way', async () => {
  const { store, asked, pause } = createSearch();
  store.getState().search('积水');
  pause();
  store.getState().search('  ');
  asked[0]?.answer(hitsFor('积水'));
  await settled();
  expect(store.getState()).toMatchObject({ hits: [], status: 'idle' });
});

test('a failed search says so', async () => {
  const { store, asked, pause } = createSearch();
  store.getState().search('积水');
  pause();
  asked[0]?.fail();
  await settled();
  expect(store.getState()).toMatchObject({ status: 'failed', failure: 'ipc.internal' });
});

test('what was searched for in other places is part of the state, so that it leaves with the person', () => {
  const { store } = createSearch();
  store.getState().turnTo('one');
  store.getState().type('淹水');
  store.getState().turnTo('two');
  store.setState(store.getInitialState(), true);
  store.getState().turnTo('one');
  expect(store.getState().text).toBe('');
});

test('what could not be answered is asked once more when the host is back, and nothing else is', async () => {
  const { store, asked, pause } = createSearch();
  store.getState().search('积水');
  pause();
  asked[0]?.fail();
  await settled();
  expect(store.getState().status).toBe('failed');
  store.getState().again();
  asked[1]?.answer(hitsFor('积水'));
  await settled();
  store.getState().again();
  expect(asked.map(({ text }) => text)).toEqual(['积水', '积水']);
  expect(store.getState()).toMatchObject({ status: 'done', failure: null });
});

test('a search from which nothing is opened is told once, with its longest text; one that helped is not', async () => {
  const { store, asked, pause, missed } = createSearch();
  const find = async (text: string) => {
    store.getState().type(text);
    store.getState().search(text);
    pause();
    asked.at(-1)?.answer(hitsFor(text));
    await settled();
  };
  await find('二供');
  await find('二供水箱');
  await find('二供水');
  expect(missed).toEqual([]);
  await find('停水');
  expect(missed).toEqual(['二供水箱']);
  store.getState().open(entries[0]!);
  await find('王女士家');
  await find('02785550101');
  store.getState().type('');
  store.getState().search('');
  expect(missed).toEqual(['二供水箱']);
});
