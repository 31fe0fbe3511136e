import { expect, test } from 'vitest';
import { createMustReadStore } from '../../../../../src/renderer/features/knowledge/must-read-store.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';
import { idOf } from '../../../../support/desk/desk-samples.ts';

test('a confirmation that did not go through is said at its entry, and no longer once another went through', async () => {
  let isAway = true;
  const knowledge = {
    mustRead: async () => ({ items: [] }),
    markMustRead: async () => ({}),
    confirmRead: async () => {
      if (isAway) throw new AppError('hub.unreachable');
      return {};
    },
  };
  const store = createMustReadStore({ api: { knowledge } });
  const entryId = idOf('entry', 1);
  await store.getState().confirm(entryId, 2);
  expect(store.getState().failure).toEqual({ entryId, code: 'hub.unreachable' });
  isAway = false;
  await store.getState().confirm(idOf('entry', 2), 1);
  expect(store.getState()).toMatchObject({ failure: null, busy: false });
});
