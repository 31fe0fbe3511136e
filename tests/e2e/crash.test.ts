import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { phoneTexts } from '../../src/renderer/phone/phone-texts.ts';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import type { CallListItem } from '../../src/shared/contract/calls/schemas.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import type { TrainingCall } from '../../src/training/call/training-call.ts';
import { type SoundReport, measureSound } from '../../tools/demo/check-sound.ts';
import { type HubApi, openHubApi } from '../../tools/demo/hub-api.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { type StoppableHub, createStoppableHub } from '../support/stoppable-hub.ts';
import { type TrainingLine, startTrainingLine } from '../support/training-line.ts';
import { until } from '../support/until.ts';
import { type UploadGate, startUploadGate } from '../support/upload-gate.ts';

const patienceMs = 30_000;

/** Whatever dies in mid-call, the call and its recording outlive it, or lose no more than the last second. */
describe('in mid-call', () => {
  let hub: StoppableHub;
  let gate: UploadGate;
  let line: TrainingLine;
  let stack: Stack;
  let testBeganAt = 0;
  beforeAll(async () => {
    hub = await createStoppableHub();
    await hub.start();
    gate = await startUploadGate(hub.url);
    line = await startTrainingLine();
  });
  beforeEach(async () => {
    stack = await startStack({ hubUrl: gate.url, pbx: line.account });
    await stack.signIn();
    await stack.agent().untilReady(patienceMs);
    testBeganAt = Date.now();
  });
  afterEach(() => stack.stop());
  afterAll(async () => {
    await line.pbx.close();
    await gate.close();
    await hub.remove();
  });

  const bar = () => stack.desk().getByRole('banner', { name: words.call.label });
  const lead = (): Promise<HubApi> => openHubApi(hub.url, '2001', 'demo-hotline-2026');

  async function talk(): Promise<TrainingCall> {
    const call = line.call();
    await call.ringing;
    await stack.agent().answer();
    await stack.agent().untilRecording(patienceMs);
    await call.untilHeard(2000);
    return call;
  }
  /** The reopened page shows the call, both sides hear each other, and the agent ends it there. */
  async function goOnAndHangUp(call: TrainingCall): Promise<void> {
    await bar().getByText(words.pill.connected, { exact: true }).waitFor();
    await stack.agent().untilRecording(patienceMs);
    const { soundMs } = call.heard();
    expect(await call.untilHeard(soundMs + 1000)).toBe(true);
    await stack.agent().hangUp();
    expect((await call.ended).how).toBe('agentHungUp');
  }
  /** Both pages have lost the host and found it again. */
  async function untilReconnected(): Promise<void> {
    const { hostAway } = phoneTexts;
    await stack.phone.getByText(hostAway).waitFor({ state: 'hidden', timeout: patienceMs });
    const lost = stack.desk().getByText(words.connection.lost, { exact: true });
    await lost.waitFor({ state: 'hidden', timeout: patienceMs });
  }
  /** This test's call as the hub has it, over and its recording signed for (the two come by different roads), and what one hears. */
  async function archived(): Promise<{ item: CallListItem; sound: SoundReport }> {
    const api = await lead();
    let item: CallListItem | undefined;
    await expect
      .poll(
        async () => {
          item = (await api.calls()).find(({ call }) => call.startedAt >= testBeganAt);
          return item?.call.endReason === null ? 'not over' : item?.recording?.state;
        },
        { timeout: 60_000, interval: 200 },
      )
      .toBe('synced');
    if (!item?.recording) throw new Error('no recording');
    expect(await api.hasReceipt(item.recording.recordingId)).toBe(true);
    return { item, sound: await measureSound(await api.audio(item.recording.recordingId)) };
  }
  function expectWhole({ item, sound }: Awaited<ReturnType<typeof archived>>): void {
    const { answeredAt, endedAt } = item.call;
    if (answeredAt === null || endedAt === null) throw new Error('the call is not over');
    expect(sound.decodeErrors).toBe(0);
    expect(Math.abs(sound.durationMs - (endedAt - answeredAt))).toBeLessThan(1000);
  }

  it('the desk page may be reloaded', async () => {
    const call = await talk();
    await stack.desk().reload();
    await goOnAndHangUp(call);
    expectWhole(await archived());
  });

  it('the desk page may crash', async () => {
    const call = await talk();
    const crashed = new Promise<void>((resolve) => stack.desk().once('crash', () => resolve()));
    stack
      .desk()
      .goto('chrome://crash')
      .catch(() => undefined);
    await crashed;
    await stack.reopenDesk();
    await goOnAndHangUp(call);
    expectWhole(await archived());
  });

  it('the host may be killed and started again: the call goes on, and no chunk is lost', async () => {
    const call = await talk();
    await stack.restartHost();
    await untilReconnected();
    await goOnAndHangUp(call);
    // What the first host had written is a segment of its own and is sent first.
    await vi.waitFor(async () => expectWhole(await archived()), { timeout: 60_000, interval: 500 });
  });

  it('what is typed while the host is away is kept when it is back, without another key', async () => {
    const call = await talk();
    const content = stack.desk().locator('#ticket-form').getByLabel(words.ticket.fields.content);
    await stack.killHost();
    await content.fill('主机不在时写下的话');
    await stack.desk().getByText(words.ticket.draftFailed).waitFor();
    await stack.desk().keyboard.press('F9');
    // The key says why it does nothing now.
    const barred = stack
      .desk()
      .getByRole('tooltip', { name: words.lines.disabled.hostAway })
      .filter({ visible: true });
    await barred.first().waitFor();
    await stack.startHostAgain();
    await stack
      .desk()
      .getByText(/^草稿已保存/)
      .waitFor({ timeout: patienceMs });
    await expect.poll(() => barred.count()).toBe(0);
    await stack.desk().reload();
    await expect
      .poll(() => content.inputValue(), { timeout: patienceMs })
      .toBe('主机不在时写下的话');
    await goOnAndHangUp(call);
  });

  it('the phone window may crash: the desk says that the call is cut, and what to do', async () => {
    const call = await talk();
    stack.phone.goto('chrome://crash').catch(() => undefined);
    const { title } = errorCatalogue['phone.awayInCall'];
    await stack.desk().getByText(title).first().waitFor({ timeout: patienceMs });
    call.hangUp();
  });

  it('everything may be killed: at most the last second is lost, and the rest is uploaded by itself', async () => {
    const call = await talk();
    let killedAt = 0;
    await stack.crashAll(() => {
      killedAt = Date.now();
    });
    call.hangUp();
    await stack.desk().getByRole('navigation', { name: words.rail.label }).waitFor();
    const { item, sound } = await archived();
    const { answeredAt } = item.call;
    if (answeredAt === null) throw new Error('the call was never answered');
    expect(sound.decodeErrors).toBe(0);
    expect(sound.durationMs).toBeGreaterThan(killedAt - answeredAt - 1000);
    expect(item.call.endReason).toBe('deskDied');
    expect(readdirSync(join(stack.deskFolder, 'recordings')).length).toBeGreaterThan(0);
    const rail = stack.desk().getByRole('navigation', { name: words.rail.label });
    await rail.getByRole('button', { name: words.listening.screen }).click();
    await stack
      .desk()
      .getByRole('list', { name: words.listening.list })
      .getByRole('button')
      .first()
      .waitFor();
  });

  it('the hub may be killed while it receives a recording: the upload is finished when it is back', async () => {
    const call = await talk();
    const held = gate.holdNextUpload();
    await stack.agent().hangUp();
    await call.ended;
    await held;
    await hub.kill();
    await until(
      'the failure is in the log',
      () => stack.deskLog().includes('upload.failed'),
      patienceMs,
    );
    await hub.start();
    expectWhole(await archived());
  });
});
