import { describe, expect, it } from 'vitest';
import {
  readLayout,
  readReport,
  writeLights,
} from '../../../../../src/telephony/webrtc/headset/headset-layout.ts';
import { buttonHeadset, commonHeadset } from '../../../../support/fake-headset.ts';

const report = (...bytes: number[]) => new DataView(Uint8Array.from(bytes).buffer);
const dark = { offHook: false, ring: false, mute: false };
const layoutOf = (collections: readonly HIDCollectionInfo[]) => {
  const layout = readLayout(collections);
  if (!layout) throw new Error('no headset');
  return layout;
};

describe('layout of a headset', () => {
  it('reads hook and mute of the common kind', () => {
    const layout = layoutOf(commonHeadset);
    expect(layout.hookSwitch.kind).toBe('switch');
    expect(layout.phoneMute?.kind).toBe('button');
    expect(readReport(layout, 2, report(0b0000_0001, 0))).toEqual({
      hookSwitch: true,
      phoneMute: false,
    });
    expect(readReport(layout, 2, report(0b0000_0100, 0))).toEqual({
      hookSwitch: false,
      phoneMute: true,
    });
  });

  it('passes over reports of something else and reports that are too short', () => {
    const layout = layoutOf(commonHeadset);
    expect(readReport(layout, 3, report(1, 1))).toEqual({});
    expect(readReport(layout, 2, report())).toEqual({});
  });

  it('reads usages given as a range, and buttons in a later byte', () => {
    const layout = layoutOf(buttonHeadset);
    expect(layout.hookSwitch).toEqual({ kind: 'button', reportId: 8, index: 1 });
    expect(readReport(layout, 8, report(0b10, 0))).toEqual({ hookSwitch: true, phoneMute: false });
    expect(readReport(layout, 8, report(0, 1))).toEqual({ hookSwitch: false, phoneMute: true });
  });

  it('writes all lights of a report together, with the length that the headset wants', () => {
    const layout = layoutOf(commonHeadset);
    expect(writeLights(layout, { offHook: true, ring: false, mute: true })).toEqual([
      { reportId: 2, data: Uint8Array.of(0b0000_0011, 0) },
    ]);
    expect(writeLights(layout, { ...dark, ring: true })).toEqual([
      { reportId: 2, data: Uint8Array.of(0b0010_0100, 0) },
    ]);
    expect(writeLights(layoutOf(buttonHeadset), { ...dark, ring: true })).toEqual([
      { reportId: 9, data: Uint8Array.of(0) },
      { reportId: 24, data: Uint8Array.of(1) },
    ]);
  });

  it('is none for devices without a hook switch', () => {
    expect(readLayout([])).toBeNull();
    expect(readLayout(buttonHeadset.slice(0, 1))).toBeNull();
  });
});
