/// <reference types="w3c-web-hid" />

/** Pages and usages of USB HID that headsets speak: Telephony (0x0B) and LED (0x08), HID Usage Tables 1.5 §14 and §11. */
export const telephonyPage = 0x0b;
const usages = {
  hookSwitch: 0x0b0020,
  phoneMute: 0x0b002f,
  ringer: 0x0b009e,
  muteLed: 0x080009,
  offHookLed: 0x080017,
  ringLed: 0x080018,
} as const;

/** Where one bit stands in a report. */
interface Bit {
  readonly reportId: number;
  readonly index: number;
}

/** `switch` reports a state; `button` reports a press by 1, and by 0 its end. */
export interface Control extends Bit {
  readonly kind: 'switch' | 'button';
}

/** What a headset can tell and show, read from its own description. */
export interface HeadsetLayout {
  readonly hookSwitch: Control;
  readonly phoneMute: Control | null;
  readonly lights: {
    readonly offHook: readonly Bit[];
    readonly ring: readonly Bit[];
    readonly mute: readonly Bit[];
  };
  /** Bytes of each output report, by id. */
  readonly outputLengths: ReadonlyMap<number, number>;
}

export interface HeadsetLights {
  readonly offHook: boolean;
  readonly ring: boolean;
  readonly mute: boolean;
}

export interface HeadsetReport {
  /** Absent where the report does not speak of it. */
  readonly hookSwitch?: boolean;
  readonly phoneMute?: boolean;
}

interface Field extends Bit {
  readonly usage: number;
  readonly item: HIDReportItem;
}

/** `null`: no headset with a hook switch. Which vendor made it does not matter. */
export function readLayout(collections: readonly HIDCollectionInfo[]): HeadsetLayout | null {
  const own = collections.filter(({ usagePage }) => usagePage === telephonyPage);
  const inputs = own.flatMap(({ inputReports }) => fieldsOf(inputReports ?? []));
  // Lights may stand in a collection of their own.
  const outputReports = collections.flatMap((collection) => collection.outputReports ?? []);
  const outputs = fieldsOf(outputReports);
  const hook = inputs.find(({ usage }) => usage === usages.hookSwitch);
  if (!hook) return null;
  const mute = inputs.find(({ usage }) => usage === usages.phoneMute);
  const lightsOf = (...wanted: number[]) => outputs.filter(({ usage }) => wanted.includes(usage));
  return {
    // Many headsets forget the mark "no preferred state" on a hook switch that is one all the same.
    hookSwitch: { ...bitOf(hook), kind: hook.item.isAbsolute ? 'switch' : 'button' },
    phoneMute: mute
      ? {
          ...bitOf(mute),
          kind: mute.item.isAbsolute && !mute.item.hasPreferredState ? 'switch' : 'button',
        }
      : null,
    lights: {
      offHook: lightsOf(usages.offHookLed).map(bitOf),
      ring: lightsOf(usages.ringLed, usages.ringer).map(bitOf),
      mute: lightsOf(usages.muteLed).map(bitOf),
    },
    outputLengths: lengthsOf(outputReports),
  };
}

/** What an input report says; `data` without the report's id, as WebHID gives it. */
export function readReport(layout: HeadsetLayout, reportId: number, data: DataView): HeadsetReport {
  const read = (bit: Bit | null) =>
    bit?.reportId === reportId && bit.index >> 3 < data.byteLength
      ? ((data.getUint8(bit.index >> 3) >> (bit.index & 7)) & 1) === 1
      : null;
  const hookSwitch = read(layout.hookSwitch);
  const phoneMute = read(layout.phoneMute);
  return {
    ...(hookSwitch === null ? {} : { hookSwitch }),
    ...(phoneMute === null ? {} : { phoneMute }),
  };
}

/** Output reports that show `lights`: each report that has one of them, whole. */
export function writeLights(
  layout: HeadsetLayout,
  lights: HeadsetLights,
): readonly { readonly reportId: number; readonly data: Uint8Array<ArrayBuffer> }[] {
  const reports = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const name of ['offHook', 'ring', 'mute'] as const) {
    for (const { reportId, index } of layout.lights[name]) {
      const data = reports.get(reportId) ?? new Uint8Array(layout.outputLengths.get(reportId) ?? 0);
      reports.set(reportId, data);
      if (lights[name]) data[index >> 3] = (data[index >> 3] ?? 0) | (1 << (index & 7));
    }
  }
  return [...reports].map(([reportId, data]) => ({ reportId, data }));
}

/** Items of a report follow each other bit by bit; an item may hold several usages in turn. */
function fieldsOf(reports: readonly HIDReportInfo[]): Field[] {
  return eachReport(reports).flatMap(({ reportId, items }) => {
    let start = 0;
    return items.flatMap((item) => {
      const size = item.reportSize ?? 0;
      const count = item.reportCount ?? 0;
      const first = start;
      start += size * count;
      if (size !== 1 || item.isConstant || item.isArray) return [];
      return Array.from({ length: count }, (_, n) => ({
        reportId,
        index: first + n,
        usage: usageOf(item, n),
        item,
      }));
    });
  });
}

function lengthsOf(reports: readonly HIDReportInfo[]): ReadonlyMap<number, number> {
  const bits = (items: readonly HIDReportItem[]) =>
    items.reduce((sum, item) => sum + (item.reportSize ?? 0) * (item.reportCount ?? 0), 0);
  return new Map(
    eachReport(reports).map(({ reportId, items }) => [reportId, Math.ceil(bits(items) / 8)]),
  );
}

/** A report may be described in parts, one per collection. */
function eachReport(reports: readonly HIDReportInfo[]) {
  const byId = new Map<number, HIDReportItem[]>();
  for (const { reportId = 0, items = [] } of reports)
    byId.set(reportId, [...(byId.get(reportId) ?? []), ...items]);
  return [...byId].map(([reportId, items]) => ({ reportId, items }));
}

function usageOf(item: HIDReportItem, n: number): number {
  if (item.isRange) return (item.usageMinimum ?? 0) + n;
  return item.usages?.[Math.min(n, item.usages.length - 1)] ?? 0;
}

function bitOf({ reportId, index }: Bit): Bit {
  return { reportId, index };
}
