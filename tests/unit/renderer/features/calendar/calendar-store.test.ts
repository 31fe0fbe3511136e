import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { calendarStore } from '../../../../../src/renderer/features/calendar/calendar-store.ts';
import type { DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';
import { aYear } from '../../../../support/calendar-years.ts';

type Desk = { readonly desk: { readonly user: { readonly userId: string } | null } };

function aStore() {
  const hub = { away: false, sent: [] as unknown[] };
  const answer = <T>(value: T) =>
    hub.away ? Promise.reject(new AppError('hub.unreachable')) : Promise.resolve(value);
  const office = {
    years: () => answer({ put: null, provisional: 4 }),
    putCalendarYear: (input: unknown) => {
      if (!hub.away) hub.sent.push(input);
      return answer({ version: 1, settled: 3 });
    },
  };
  const desk = createStore<Desk>(() => ({ desk: { user: { userId: 'u1' } } }));
  const stores = { desk, deps: { api: { office } } } as unknown as DeskStores;
  return { hub, desk, store: calendarStore(stores) };
}

test('what is typed survives closing and a hub that is away, and goes when the hub has it', async () => {
  const { hub, store } = aStore();
  const state = () => store.getState();
  state().open();
  state().type(2027, '1月1日 休');
  state().type(2026, '另一年');
  state().close();
  state().open();
  hub.away = true;
  await state().ask(aYear(2027));
  expect(state()).toMatchObject({ failure: 'hub.unreachable', confirming: null, busy: false });
  hub.away = false;
  await state().ask(aYear(2027));
  expect(state()).toMatchObject({ failure: null, asked: { provisional: 4 } });
  expect(state().confirming).toEqual(aYear(2027));
  hub.away = true;
  await state().put();
  expect(state()).toMatchObject({ failure: 'hub.unreachable', confirming: null, busy: false });
  expect(state().texts).toEqual({ 2026: '另一年', 2027: '1月1日 休' });
  hub.away = false;
  await state().ask(aYear(2027));
  await state().put();
  expect(hub.sent).toEqual([{ year: aYear(2027) }]);
  expect(state()).toMatchObject({ done: { year: 2027, settled: 3 }, year: 2027, busy: false });
  expect(state().texts).toEqual({ 2026: '另一年' });
});

test('nothing is sent without the question, nor after it was taken back or the dialog was closed', async () => {
  const { hub, store } = aStore();
  const state = () => store.getState();
  state().open();
  await state().put();
  await state().ask(aYear(2027));
  state().takeBack();
  await state().put();
  const asking = state().ask(aYear(2027));
  state().close();
  await asking;
  expect(state().confirming).toBeNull();
  await state().put();
  expect(hub.sent).toEqual([]);
});

test('a look in silence fails in silence, and what was typed leaves with the person', async () => {
  const { hub, desk, store } = aStore();
  hub.away = true;
  await store.getState().look();
  expect(store.getState()).toMatchObject({ failure: null, asked: null });
  store.getState().type(2027, '1月1日 休');
  desk.setState({ desk: { user: null } });
  expect(store.getState()).toMatchObject({ texts: {}, isOpen: false, year: null });
});
