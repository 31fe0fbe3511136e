import { describe, expect, it } from 'vitest';
import {
  chooseDevice,
  chooseRingers,
} from '../../../../../src/telephony/webrtc/devices/choose-device.ts';

const speaker = { deviceId: 'o1', label: 'Speaker' };
const headset = { deviceId: 'o2', label: 'Headset' };

describe('choice of a device', () => {
  it('is the system default while nothing was chosen', () => {
    expect(chooseDevice(null, [speaker])).toEqual({ device: null, standIn: false });
  });

  it('finds the chosen one by id, and by name when the browser has given new ids', () => {
    expect(chooseDevice(headset, [speaker, headset]).device).toBe(headset);
    const renumbered = { deviceId: 'o9', label: 'Headset' };
    expect(chooseDevice(headset, [speaker, renumbered])).toEqual({
      device: renumbered,
      standIn: false,
    });
  });

  it('does not guess between two of the same name', () => {
    const twins = [
      { deviceId: 'a', label: 'Headset' },
      { deviceId: 'b', label: 'Headset' },
    ];
    expect(chooseDevice(headset, twins)).toEqual({ device: null, standIn: true });
    expect(
      chooseDevice({ deviceId: 'x', label: '' }, [{ deviceId: 'a', label: '' }]).device,
    ).toBeNull();
  });

  it('lets the default stand in while the chosen one is away', () => {
    expect(chooseDevice(headset, [speaker])).toEqual({ device: null, standIn: true });
  });
});

describe('choice of the ringers', () => {
  it('is the headset while nothing was chosen', () => {
    expect(chooseRingers([], [speaker, headset], headset)).toEqual({
      devices: [headset],
      standIn: false,
    });
  });

  it('rings on both, on the one that is left when one disappears, and on the headset when both have', () => {
    const both = [speaker, headset];
    expect(chooseRingers(both, [speaker, headset], null).devices).toEqual([speaker, headset]);
    expect(chooseRingers(both, [headset], null)).toEqual({ devices: [headset], standIn: true });
    expect(chooseRingers(both, [], null)).toEqual({ devices: [null], standIn: true });
  });

  it('rings once on a device that two choices lead to', () => {
    const old = { deviceId: 'o0', label: 'Speaker' };
    expect(chooseRingers([old, speaker], [speaker], null).devices).toEqual([speaker]);
  });
});
