import { expect, test } from 'vitest';
import { createDeskArea } from '../../../../../src/main/areas/desk/desk-area.ts';
import { createSignals } from '../../../../../src/main/host/signals.ts';
import { createDeskState } from '../../../../../src/main/host/desk-state.ts';
import type { HostCore } from '../../../../../src/main/host/host-core.ts';
import { defaultCallSettings } from '../../../../../src/shared/domain/phone/call-settings.ts';
import { systemTimers } from '../../../../../src/main/system/system-parts.ts';
import { systemClock } from '../../../../../src/shared/node/system-clock.ts';
import { aCallView, aSnapshot } from '../../../../support/host/phone-values.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

type Deps = Parameters<typeof createDeskArea>;

test('a test of the sound is no conversation: nothing comes to the front, nobody is looked up', async () => {
  const deskState = createDeskState({ clock: systemClock, timers: systemTimers });
  const signals = createSignals();
  const asked: (string | null)[] = [];
  const findForPop = ({ numberKey }: { numberKey: string | null }) => {
    asked.push(numberKey);
    return Promise.resolve({ named: null, ofNumber: [], contacts: [] });
  };
  const core = {
    store: { tickets: { findForPop } },
    clock: systemClock,
    deskState,
    signals,
    logger: silentLogger,
    inBackground: (_name: string, task: () => Promise<void>) => void task(),
  } as unknown as HostCore;
  createDeskArea(core, { session: {}, calls: { conversations: () => [] } } as unknown as Deps[1]);
  deskState.update({ calling: { ...defaultCallSettings, echoNumber: '600' } });
  const number = { raw: '600', key: null, display: '600', kind: 'extension' } as const;
  const echo = aCallView({ direction: 'outbound', state: 'connected', number });
  signals.snapshot.emit(aSnapshot(echo));
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toEqual([]);
  signals.snapshot.emit(aSnapshot({ ...echo, direction: 'inbound' }));
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(1);
  expect(deskState.current().workspaces).toHaveLength(1);
});
