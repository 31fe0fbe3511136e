/// <reference types="w3c-web-hid" />
import type { PhoneCommand } from '../../../shared/domain/phone/phone-state.ts';
import {
  type HeadsetLayout,
  type HeadsetLights,
  readLayout,
  readReport,
  telephonyPage,
  writeLights,
} from './headset-layout.ts';
import {
  type HeadsetCalls,
  type HeadsetEvent,
  type HeadsetState,
  idleHeadset,
  reduceHeadset,
} from './headset-machine.ts';

/** Buttons and lights of the headset that is paired with this page. */
export interface HeadsetButtons {
  /** False where the browser has no WebHID. */
  readonly available: boolean;
  /** Looks for headsets that were allowed before. Never rejects. */
  start(): Promise<void>;
  /** Lets the person allow one; must run in a click. False when none was chosen or the chosen one has no hook switch. */
  pair(): Promise<boolean>;
  show(calls: HeadsetCalls): void;
  /** Product name; `null` = none. */
  name(): string | null;
  /** Returns the unsubscribe. */
  onChange(listener: () => void): () => void;
}

export interface HeadsetDeps {
  /** `null` where the browser has no WebHID. */
  readonly hid: Pick<HID, 'getDevices' | 'requestDevice' | 'addEventListener'> | null;
  readonly nowMs: () => number;
  readonly execute: (command: PhoneCommand) => void;
}

interface Open {
  readonly device: HIDDevice;
  readonly layout: HeadsetLayout;
}

/** USB HID telephony by WebHID, the same for every vendor. */
export function createHeadsetButtons({ hid, nowMs, execute }: HeadsetDeps): HeadsetButtons {
  const listeners = new Set<() => void>();
  let open: Open | null = null;
  let state: HeadsetState = idleHeadset;
  let calls: HeadsetCalls = idleHeadset.calls;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const handle = (event: HeadsetEvent) => {
    if (!open) return;
    const before = state.lights;
    const kinds = {
      hookSwitch: open.layout.hookSwitch.kind,
      phoneMute: open.layout.phoneMute?.kind ?? null,
    };
    const step = reduceHeadset(state, event, kinds);
    ({ state } = step);
    if (!sameLights(before, state.lights)) send(open, state.lights);
    if (step.command) execute(step.command);
  };
  const take = async (device: HIDDevice): Promise<boolean> => {
    const layout = readLayout(device.collections);
    if (open || !layout) return open?.device === device;
    if (!device.opened) await device.open();
    open = { device, layout };
    state = idleHeadset;
    device.addEventListener('inputreport', ({ reportId, data }) => {
      if (open?.device !== device) return;
      handle({ kind: 'report', report: readReport(layout, reportId, data), at: nowMs() });
    });
    send(open, state.lights);
    handle({ kind: 'calls', calls, at: nowMs() });
    tell();
    return true;
  };
  /** Taken by another program, or gone in this moment: there are the keys and the mouse. */
  const tryTake = (device: HIDDevice) => take(device).catch(() => false);
  hid?.addEventListener('connect', ({ device }) => void tryTake(device));
  hid?.addEventListener('disconnect', ({ device }) => {
    if (open?.device !== device) return;
    open = null;
    tell();
  });

  return {
    available: hid !== null,
    async start() {
      for (const device of (await hid?.getDevices().catch(() => [])) ?? []) await tryTake(device);
    },
    async pair() {
      const chosen =
        (await hid?.requestDevice({ filters: [{ usagePage: telephonyPage }] }).catch(() => [])) ??
        [];
      for (const device of chosen) if (await tryTake(device)) return true;
      return false;
    },
    show(next) {
      calls = next;
      handle({ kind: 'calls', calls, at: nowMs() });
    },
    name: () => open?.device.productName.slice(0, 200) ?? null,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function sameLights(one: HeadsetLights, other: HeadsetLights): boolean {
  return one.offHook === other.offHook && one.ring === other.ring && one.mute === other.mute;
}

/** A light that cannot be lit changes nothing in a call. */
function send({ device, layout }: Open, lights: HeadsetLights): void {
  for (const { reportId, data } of writeLights(layout, lights))
    device.sendReport(reportId, data).catch(() => {});
}
