import { describe, expect, it } from 'vitest';
import type { PhoneCommand } from '../../../../../src/shared/domain/phone/phone-state.ts';
import { createHeadsetButtons } from '../../../../../src/telephony/webrtc/headset/headset-buttons.ts';
import {
  FakeHeadset,
  FakeHid,
  buttonHeadset,
  commonHeadset,
} from '../../../../support/fake-headset.ts';

const none = { alerting: null, engaged: null, muted: false };

function aSeat(allowed: boolean, collections: readonly HIDCollectionInfo[] = commonHeadset) {
  const headset = new FakeHeadset(collections);
  const hid = new FakeHid(headset, allowed);
  const commands: PhoneCommand[] = [];
  let now = 10_000;
  const buttons = createHeadsetButtons({
    // Only what the product uses of WebHID is there.
    hid: hid as unknown as HID,
    nowMs: () => now,
    execute: (command) => commands.push(command),
  });
  return { headset, hid, buttons, commands, wait: (ms: number) => (now += ms) };
}

describe('buttons of a headset over WebHID', () => {
  it('work at once with a headset that was allowed before, and light it', async () => {
    const { buttons, headset, commands } = aSeat(true);
    await buttons.start();
    expect(buttons.name()).toBe('Test headset');
    buttons.show({ ...none, alerting: 'a' });
    expect(headset.lights.get(2)).toEqual([0b0010_0100, 0]);
    headset.report(2, 1, 0);
    expect(commands).toEqual([{ kind: 'answer', callId: 'a' }]);
    buttons.show({ ...none, engaged: 'a' });
    expect(headset.lights.get(2)).toEqual([1, 0]);
  });

  it('wait for a person who allows the headset', async () => {
    const { buttons, headset } = aSeat(false);
    await buttons.start();
    expect(buttons.name()).toBeNull();
    buttons.show({ ...none, alerting: 'a' });
    expect(await buttons.pair()).toBe(true);
    expect(headset.lights.get(2)).toEqual([0b0010_0100, 0]);
  });

  it('refuse a device without a hook switch', async () => {
    const { buttons } = aSeat(false, buttonHeadset.slice(0, 1));
    expect(await buttons.pair()).toBe(false);
    expect(buttons.name()).toBeNull();
  });

  it('are gone when the headset is unplugged, and back with their lights when it returns in a call', async () => {
    const { buttons, hid, headset, commands, wait } = aSeat(true);
    await buttons.start();
    let told = 0;
    buttons.onChange(() => {
      told += 1;
    });
    hid.tell('disconnect');
    headset.report(2, 1, 0);
    buttons.show({ ...none, engaged: 'a' });
    expect(buttons.name()).toBeNull();
    hid.tell('connect');
    await Promise.resolve();
    expect([told, headset.lights.get(2)]).toEqual([2, [1, 0]]);
    headset.report(2, 1, 0);
    wait(1000);
    headset.report(2, 0, 0);
    expect(commands).toEqual([{ kind: 'hangUp', callId: 'a' }]);
  });

  it('are none where the browser has no WebHID', async () => {
    const buttons = createHeadsetButtons({ hid: null, nowMs: () => 0, execute: () => {} });
    await buttons.start();
    expect(await buttons.pair()).toBe(false);
  });
});
