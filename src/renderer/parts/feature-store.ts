import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { type DeskStores, useStores } from './desk-context.ts';

/** A feature's own store among a desk's stores. */
export type FeatureStore<State> = (stores: DeskStores) => StoreApi<State>;

/** The store of one feature: made when it is first asked for, one for each desk. It is as it was made again when a person leaves. */
export function featureStore<State>(
  create: (stores: DeskStores) => StoreApi<State>,
): FeatureStore<State> {
  const made = new WeakMap<DeskStores, StoreApi<State>>();
  return (stores) => {
    const known = made.get(stores);
    if (known) return known;
    const store = create(stores);
    made.set(stores, store);
    forgetWithPerson(stores.desk, store);
    return store;
  };
}

/** What somebody has looked at, chosen and typed leaves the page with that person; the next one begins with nothing. */
export function forgetWithPerson<State>(desk: DeskStores['desk'], store: StoreApi<State>): void {
  desk.subscribe((now, before) => {
    const left = before.desk?.user ?? null;
    if (left !== null && now.desk?.user?.userId !== left.userId)
      store.setState(store.getInitialState(), true);
  });
}

/** What a component selects from its feature's store. */
export function useFeature<State, T>(of: FeatureStore<State>, select: (state: State) => T): T {
  return useStore(of(useStores()), select);
}

/** All of the feature's state. */
export function useFeatureState<State>(of: FeatureStore<State>): State {
  return useStore(of(useStores()));
}
