import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { agentStore } from '../../../../../src/renderer/features/agents/agent-store.ts';
import type { DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';

function aStore(refusal: AppError | null) {
  const asked: string[] = [];
  const answer = (name: string, refused: AppError | null) => () => {
    asked.push(name);
    return refused ? Promise.reject(refused) : Promise.resolve();
  };
  const agent = {
    change: answer('change', refusal),
    signIn: answer('signIn', refusal),
    putAway: answer('putAway', null),
  };
  const desk = createStore(() => ({ desk: null }));
  const stores = { desk, deps: { api: { agent } } } as unknown as DeskStores;
  return { asked, store: agentStore(stores) };
}

test('a notice whose act is refused stays, and says why', async () => {
  const { asked, store } = aStore(new AppError('agent.resultOwed'));
  await store.getState().follow('order 1', 'ready');
  expect(asked).toEqual(['change']);
  expect(store.getState().refusal?.code).toBe('agent.resultOwed');
});

test('a notice whose act is done is put away', async () => {
  const { asked, store } = aStore(null);
  await store.getState().follow('recall 1', 'signedIn');
  expect(asked).toEqual(['signIn', 'putAway']);
});

test('asking again leaves the menu open', async () => {
  const { asked, store } = aStore(null);
  await store.getState().chooseAgain('denied 1');
  expect(asked).toEqual(['putAway']);
  expect(store.getState().isMenuOpen).toBe(true);
});
