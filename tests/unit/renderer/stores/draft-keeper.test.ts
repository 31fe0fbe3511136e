import { describe, expect, test } from 'vitest';
import { createDraftKeeper } from '../../../../src/renderer/stores/draft-keeper.ts';
import { type Sheet, blankSheet, withEdit } from '../../../../src/renderer/stores/sheet.ts';
import type { Draft } from '../../../../src/shared/domain/desk-state.ts';
import type { Intake } from '../../../../src/shared/domain/ticket.ts';
import { idOf } from '../../../support/desk/desk-samples.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';

/** Types one character every 200 ms, so that no pause is ever long enough. */
async function typeFor(ms: number) {
  const timers = createFakeTimers();
  const saved: { at: number; content: string }[] = [];
  let sheet: Sheet = blankSheet({ ticketId: idOf('ticket', 1), ticketNo: 'SW-new' });
  const save = async ({ draftKey, body }: { draftKey: string; body: Intake }) => {
    const draft: Draft<Intake> = { draftKey, body, savedAt: timers.clock.now() };
    saved.push({ at: draft.savedAt, content: body.content });
    return draft;
  };
  const keeper = createDraftKeeper(
    // Only `drafts` and `sheet` are looked at here.
    { api: { drafts: { save } }, schedule: timers.setTimer } as never,
    { get: () => ({ sheet }), patchSheet: () => undefined, set: () => undefined } as never,
  );
  for (let at = 0; at < ms; at += 200) {
    sheet = withEdit(sheet, { content: `${sheet.intake.content}水` });
    keeper.touch();
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
});
