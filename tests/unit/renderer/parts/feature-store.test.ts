import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { callRoads } from '../../../../src/renderer/parts/call-roads.ts';
import type { DeskStores } from '../../../../src/renderer/parts/desk-context.ts';
import { featureStore } from '../../../../src/renderer/parts/feature-store.ts';

const person = (userId: string | null) => ({ desk: { user: userId && { userId } } });

function aDesk(userId: string | null) {
  const desk = createStore<object>(() => person(userId));
  return { desk, stores: { desk } as unknown as DeskStores };
}

const words = featureStore(() => createStore(() => ({ text: '' })));

test('what somebody has looked at and typed leaves the page with that person', () => {
  const { desk, stores } = aDesk('lead');
  callRoads(stores).setState({ call: { agentName: '别人' } as never });
  words(stores).setState({ text: '199 0000 0101' });
  desk.setState(person('lead'));
  expect(words(stores).getState().text).toBe('199 0000 0101');
  desk.setState(person(null));
  expect([callRoads(stores).getState().call, words(stores).getState().text]).toEqual([null, '']);
});

test('what came before anybody signed in is there for whoever signs in', () => {
  const { desk, stores } = aDesk(null);
  words(stores).setState({ text: '199 0000 0101' });
  desk.setState(person('agent'));
  expect(words(stores).getState().text).toBe('199 0000 0101');
  desk.setState(person('another'));
  expect(words(stores).getState().text).toBe('');
});
