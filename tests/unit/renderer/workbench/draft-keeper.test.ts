import { describe, expect, test } from 'vitest';
import { createDraftKeeper } from '../../../../src/renderer/workbench/draft-keeper.ts';
import { type Sheet, blankSheet, withEdit } from '../../../../src/renderer/workbench/sheet.ts';
import type { Draft } from '../../../../src/shared/domain/desk/desk-state.ts';
import type { Intake } from '../../../../src/shared/domain/tickets/ticket.ts';
import { idOf } from '../../../support/desk/desk-samples.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';

/** Types one character every 200 ms, so that no pause is ever long enough. */
async function typeFor(ms: number) {
  const timers = createFakeTimers();
  const saved: { at: number; content: string }[] = [];
  let sheet: Sheet = blankSheet({ ticketId: idOf('ticket', 1), ticketNo: 'SW-new' });
  const save = async (typed: Omit<Draft, 'savedAt'>) => {
    const draft: Draft = { ...typed, savedAt: timers.clock.now() };
    saved.push({ at: draft.savedAt, content: draft.body.content });
    return draft;
  };
  const keeper = createDraftKeeper(
    // Only `drafts` and `sheets` are looked at here.
    { api: { drafts: { save } }, schedule: timers.setTimer } as never,
    {
      get: () => ({ sheets: { [sheet.draftKey]: sheet } }),
      patchSheet: () => undefined,
      set: () => undefined,
    } as never,
  );
  for (let at = 0; at < ms; at += 200) {
    sheet = withEdit(sheet, { content: `${sheet.intake.content}水` });
    keeper.touch(sheet.draftKey);
    timers.advance(200);
  }
  return { saved, timers, keeper };
}

describe('drafts', () => {
  test('are saved every two seconds while somebody types without a pause', async () => {
    const { saved } = await typeFor(6000);
    expect(saved.map(({ at }) => at)).toEqual([2000, 4000, 6000]);
  });

  test('are saved once, 400 ms after the last key, and nothing is left to do', async () => {
    const { saved, timers, keeper } = await typeFor(200);
    timers.advance(5000);
    await keeper.flush();
    expect(saved).toEqual([{ at: 400, content: '水' }]);
    expect(timers.waiting()).toBe(0);
  });

  describe('that cannot be written', () => {
    test('are tried again until they are, without another key', async () => {
      const desk = openDesk();
      desk.type('水管爆了');
      await desk.pass(1000);
      expect(desk.sheet()).toMatchObject({ draftFailed: true });
      await desk.pass(10_000);
      expect(desk.kept()).toEqual({});
      desk.hostIsBack();
      await desk.pass(2000);
      expect(desk.kept()).toEqual({ [idOf('ticket', 1)]: '水管爆了' });
      expect(desk.sheet()).toMatchObject({ draftFailed: false });
      await desk.pass(60_000);
      expect(desk.writes()).toBe(1);
    });

    test('are not lost by opening another sheet: they come back with theirs, and are written all the same', async () => {
      const desk = openDesk();
      desk.type('水管爆了');
      await desk.pass(1000);
      desk.open(2);
      await desk.pass(5000);
      expect(desk.keeper.withUnsaved(emptySheet(1))).toMatchObject({
        intake: { content: '水管爆了' },
        draftFailed: true,
      });
      desk.hostIsBack();
      await desk.pass(2000);
      expect(desk.kept()).toEqual({ [idOf('ticket', 1)]: '水管爆了' });
      expect(desk.keeper.withUnsaved(emptySheet(1))).toEqual(emptySheet(1));
    });

    test('are tried again after a save of the ticket that failed, too', async () => {
      const desk = openDesk();
      desk.type('水管爆了');
      await desk.pass(1000);
      desk.patch({ busy: 'edit' });
      await desk.pass(5000);
      desk.hostIsBack();
      await desk.pass(5000);
      expect(desk.kept()).toEqual({});
      desk.patch({ busy: null });
      await desk.pass(2000);
      expect(desk.kept()).toEqual({ [idOf('ticket', 1)]: '水管爆了' });
    });

    test('are not written in the name of the next person', async () => {
      const desk = openDesk();
      desk.type('水管爆了');
      await desk.pass(1000);
      desk.keeper.forget();
      desk.open(2);
      desk.hostIsBack();
      await desk.pass(10_000);
      expect(desk.kept()).toEqual({});
    });
  });
});

function emptySheet(n: number): Sheet {
  return blankSheet({ ticketId: idOf('ticket', n), ticketNo: 'SW-new' });
}

/** A sheet in front of a host that is away until told otherwise. */
function openDesk() {
  const timers = createFakeTimers();
  const kept = new Map<string, string>();
  let writes = 0;
  let isAway = true;
  let sheet = emptySheet(1);
  const save = async ({ draftKey, body }: { draftKey: string; body: Intake }) => {
    if (isAway) throw new Error('the host is away');
    writes += 1;
    kept.set(draftKey, body.content);
    return { draftKey, body, savedAt: timers.clock.now() };
  };
  const patchSheet = (draftKey: string, change: (now: Sheet) => Sheet) => {
    if (sheet.draftKey === draftKey) sheet = change(sheet);
  };
  const keeper = createDraftKeeper(
    // Only `drafts` and `sheets` are looked at here.
    { api: { drafts: { save } }, schedule: timers.setTimer } as never,
    {
      get: () => ({ sheets: { [sheet.draftKey]: sheet } }),
      patchSheet,
      set: () => undefined,
    } as never,
  );
  return {
    keeper,
    sheet: () => sheet,
    kept: () => Object.fromEntries(kept),
    writes: () => writes,
    hostIsBack: () => void (isAway = false),
    open: (n: number) => void (sheet = emptySheet(n)),
    patch: (change: Partial<Sheet>) => void (sheet = { ...sheet, ...change }),
    type(content: string) {
      sheet = withEdit(sheet, { content });
      keeper.touch(sheet.draftKey);
    },
    /** Time passes, and what was begun in it comes to its end. */
    async pass(ms: number) {
      for (let at = 0; at < ms; at += 200) {
        timers.advance(200);
        for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      }
    },
  };
}
