import { expect, test } from 'vitest';
import { createDeskState } from '../../../../src/main/host/desk-state.ts';
import type { Timers } from '../../../../src/main/host/timers.ts';
import { systemTimers } from '../../../../src/main/system/system-parts.ts';
import type { DeskEvent } from '../../../../src/shared/contract/desk/schemas.ts';
import { systemClock } from '../../../../src/shared/node/system-clock.ts';
import { aCallView, aSnapshot } from '../../../support/host/phone-values.ts';

/** A desk, and what its watcher has been told so far. */
function aWatchedDesk(timers: Timers = systemTimers) {
  const deskState = createDeskState({ clock: systemClock, timers });
  const told: DeskEvent[] = [];
  const watcher = deskState.watch(undefined);
  void (async () => {
    for await (const event of watcher) told.push(event);
  })();
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { deskState, told, settled };
}

test('what changes nothing is told to nobody, be it a copy of what is known or the end of a hold', async () => {
  const { deskState, told, settled } = aWatchedDesk();
  const call = aCallView();
  deskState.update({ phone: aSnapshot(call), workspaces: [] });
  await settled();
  const before = deskState.current();
  expect(told).toHaveLength(2);
  deskState.update({ phone: structuredClone(aSnapshot(call)), workspaces: [] });
  deskState.updateSync({});
  deskState.hold(Promise.resolve());
  await settled();
  await settled();
  expect(told).toHaveLength(2);
  expect(deskState.current()).toBe(before);
});

test('what was held back is told once when the hold is over', async () => {
  // A busy machine is later than the longest hold: here time stands.
  const { deskState, told, settled } = aWatchedDesk({ ...systemTimers, after: () => () => {} });
  await settled();
  const found = Promise.withResolvers<void>();
  deskState.hold(found.promise);
  deskState.update({ phone: aSnapshot(aCallView()) });
  await settled();
  expect(told).toHaveLength(1);
  found.resolve();
  await settled();
  await settled();
  expect(told).toHaveLength(2);
  expect(told.at(-1)).toMatchObject({ kind: 'state', state: { phone: { calls: [{}] } } });
});

test('a look-up that hangs holds nothing back for long', async () => {
  const { deskState, told } = aWatchedDesk();
  deskState.hold(new Promise(() => {}));
  deskState.update({ phone: aSnapshot(aCallView()) });
  await expect.poll(() => told.at(-1)).toMatchObject({ state: { phone: { calls: [{}] } } });
});
