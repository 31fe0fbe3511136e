import { describe, expect, it } from 'vitest';
import { createDeskArea } from '../../../../../src/main/areas/desk/desk-area.ts';
import { createSignals } from '../../../../../src/main/host/signals.ts';
import { createDeskState } from '../../../../../src/main/host/desk-state.ts';
import type { HostCore } from '../../../../../src/main/host/host-core.ts';
import type { Role } from '../../../../../src/shared/domain/session/user.ts';
import { defaultCallSettings } from '../../../../../src/shared/domain/phone/call-settings.ts';
import { systemTimers } from '../../../../../src/main/system/system-parts.ts';
import { systemClock } from '../../../../../src/shared/node/system-clock.ts';
import { aCallView, aSnapshot } from '../../../../support/host/phone-values.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

type Deps = Parameters<typeof createDeskArea>;

function aDesk(role: Role = 'agent') {
  const deskState = createDeskState({ clock: systemClock, timers: systemTimers });
  const signals = createSignals();
  const asked: (string | null)[] = [];
  let answers: (() => void)[] = [];
  let isSlow = false;
  const findForPop = ({ numberKey }: { numberKey: string | null }) => {
    asked.push(numberKey);
    return new Promise((resolve) => {
      const answer = () => resolve({ named: null, ofNumber: [], mains: [], contacts: [] });
      if (isSlow) answers.push(answer);
      else answer();
    });
  };
  const meta = { getMeta: async () => null, setMeta: async () => undefined };
  const core = {
    store: { tickets: { findForPop }, meta },
    clock: systemClock,
    deskState,
    signals,
    logger: silentLogger,
    inBackground: (_name: string, task: () => Promise<void>) => void task(),
  } as unknown as HostCore;
  const user = { userId: 'u', workNo: '1001', displayName: '坐席', role };
  const desk = createDeskArea(core, {
    session: { user: () => user },
    calls: { conversations: () => [] },
  } as unknown as Deps[1]);
  return {
    desk,
    deskState,
    signals,
    asked,
    user,
    slow: () => void (isSlow = true),
    answerAll() {
      for (const answer of answers) answer();
      answers = [];
    },
    shown: () => deskState.current().workspaces.map(({ callId }) => callId),
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the conversations at a desk', () => {
  it('a test of the sound is none: nothing comes to the front, nobody is looked up', async () => {
    const { deskState, signals, asked } = aDesk();
    deskState.update({ calling: { ...defaultCallSettings, echoNumber: '600' } });
    const number = { raw: '600', key: null, display: '600', kind: 'extension' } as const;
    const echo = aCallView({ direction: 'outbound', state: 'connected', number });
    signals.snapshot.emit(aSnapshot(echo));
    await settled();
    expect(asked).toEqual([]);
    signals.snapshot.emit(aSnapshot({ ...echo, direction: 'inbound' }));
    await settled();
    expect(asked).toHaveLength(1);
    expect(deskState.current().workspaces).toHaveLength(1);
  });

  it('who called last stays when the phone forgets the call, until somebody else calls or works here', async () => {
    const { signals, shown, user } = aDesk();
    const [last, next] = [aCallView(), aCallView()];
    const ended = { state: 'ended', endedAt: 9, endReason: 'citizenHungUp' } as const;
    signals.snapshot.emit(aSnapshot(last));
    await settled();
    signals.snapshot.emit(aSnapshot({ ...last, ...ended }));
    signals.snapshot.emit(aSnapshot());
    signals.snapshot.emit(aSnapshot());
    await settled();
    expect(shown()).toEqual([last.callId]);
    signals.snapshot.emit(aSnapshot(next));
    await settled();
    expect(shown()).toEqual([next.callId]);
    signals.snapshot.emit(aSnapshot({ ...next, ...ended }));
    signals.user.emit({ user: { ...user, workNo: '1002' }, resumes: false });
    await settled();
    expect(shown()).toEqual([]);
  });

  it('a call that runs stays when somebody signs in', async () => {
    const { signals, shown, user } = aDesk();
    const runs = aCallView({ state: 'connected', answeredAt: 1 });
    signals.snapshot.emit(aSnapshot(runs));
    signals.user.emit({ user, resumes: false });
    await settled();
    expect(shown()).toEqual([runs.callId]);
  });

  it('are told when the look-up is there, call and pop at once', async () => {
    const { desk, deskState, signals, slow, answerAll } = aDesk();
    slow();
    const stop = new AbortController();
    const told: string[] = [];
    const watching = (async () => {
      for await (const event of desk.watch(stop.signal))
        if (event.kind === 'state')
          told.push(`${event.state.phone.calls.length} ${event.state.workspaces.length}`);
    })();
    await settled();
    const call = aCallView();
    signals.snapshot.emit(aSnapshot(call));
    deskState.update({ phone: { ...deskState.current().phone, calls: [call] } });
    answerAll();
    await expect.poll(() => told.at(-1)).toBe('1 1');
    expect(told).toEqual(['0 0', '1 1']);
    stop.abort();
    await watching;
  });

  it('are looked up again when the copy of the tickets is whole', async () => {
    const { signals, asked } = aDesk();
    signals.snapshot.emit(aSnapshot(aCallView()));
    await Promise.all(signals.copyFilled.emit());
    expect(asked).toHaveLength(2);
  });

  it('are nothing for the administrator: of a ticket that changed her page does not hear', async () => {
    const { desk, deskState } = aDesk('admin');
    const stop = new AbortController();
    const told: string[] = [];
    const watching = (async () => {
      for await (const event of desk.watch(stop.signal)) told.push(event.kind);
    })();
    await settled();
    deskState.tell({ kind: 'ticketChanged', ticketId: 'a ticket' });
    deskState.updateSync({ commandsWaiting: 7 });
    await expect.poll(() => told.length).toBe(2);
    expect(told).toEqual(['state', 'state']);
    stop.abort();
    await watching;
  });
});
