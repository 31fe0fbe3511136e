import { expect, test } from 'vitest';
import { type DeskDeps, createDesk } from '../../../../src/renderer/desk/create-desk.ts';
import type { DeskState } from '../../../../src/shared/domain/desk/desk-state.ts';
import { keptSheetMark } from '../../../../src/shared/kept/sheet-mark.ts';
import { aCall, aDeskState, aPop, aWorkspace, idOf } from '../../../support/desk/desk-samples.ts';

const mark = keptSheetMark.write({
  kind: 'new',
  draftKey: idOf('call', 1),
  ticketId: idOf('ticket', 2),
  ticketNo: 'SW20261127-0001',
  callId: idOf('call', 1),
});

/** A desk page at somebody's desk; `back` holds the drafts that come before the first conversation. */
function aPage(typing: ReturnType<DeskDeps['typingPlace']> = 'nowhere') {
  const back = Promise.withResolvers<never[]>();
  const silent = new Proxy(
    {},
    { get: (_none, area) => (area === 'drafts' ? { list: () => back.promise } : never) },
  );
  const never = new Proxy({}, { get: () => () => new Promise(() => {}) });
  const desk = createDesk({
    api: silent as DeskDeps['api'],
    clock: { now: () => Date.now(), monotonicMs: () => 0 },
    // The conversation lay in front when the page was loaded last.
    memory: { get: (key) => (key === keptSheetMark.key ? mark : null), set: () => {} },
    loadTimeline: () => new Promise(() => {}),
    createId: () => idOf('ticket', 1),
    offerDialLinks: null,
    schedule: () => () => {},
    typingPlace: () => typing,
    isTyping: () => false,
    endTyping: () => {},
    reload: () => {},
  });
  const tell = (state: DeskState) => desk.handleEvent({ kind: 'state', state });
  const route = () => desk.stores.view.getState().route;
  const restored = async () => {
    back.resolve([]);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ...desk, tell, route, restored, go: desk.stores.view.getState().go };
}

const call = aCall();
const pop = aPop([]);
const ringing = aDeskState();
const owed = aWorkspace(pop, { answeredAt: 1, endedAt: 2 });

test('who rings is shown, also from another screen', async () => {
  const page = aPage();
  page.tell(aDeskState());
  await page.restored();
  page.go('knowledge');
  const phone = { ...ringing.phone, calls: [call] };
  page.tell(aDeskState({ phone, workspaces: [aWorkspace(pop)] }));
  expect(page.route()).toBe('workbench');
});

test('a conversation of before that owes its result takes nobody from the screen that was chosen meanwhile', async () => {
  const page = aPage();
  page.tell(aDeskState({ workspaces: [owed] }));
  page.go('recordings');
  await page.restored();
  expect(page.stores.workbench.getState().activeKey).toBe(call.callId);
  expect(page.route()).toBe('recordings');
});
