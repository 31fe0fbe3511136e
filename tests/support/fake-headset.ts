/// <reference types="w3c-web-hid" />

const bits = (usages: readonly number[], more: Partial<HIDReportItem> = {}): HIDReportItem => ({
  isAbsolute: true,
  isArray: false,
  isConstant: false,
  isRange: false,
  hasPreferredState: true,
  usages: [...usages],
  reportSize: 1,
  reportCount: usages.length,
  ...more,
});
const padding = (count: number) => bits([], { isConstant: true, reportCount: count });

/**
 * A USB headset as WebHID describes the common kind: report 2 tells hook and busy tone, mute, flash and redial as buttons,
 * and a key pad of four bits; the lights are in report 2, too, the ringer after them.
 */
export const commonHeadset: readonly HIDCollectionInfo[] = [
  {
    usagePage: 0x0b,
    usage: 0x05,
    type: 1,
    children: [],
    featureReports: [],
    inputReports: [
      {
        reportId: 2,
        items: [
          bits([0x0b0020, 0x0b0097], { hasPreferredState: false }),
          bits([0x0b002f, 0x0b0021, 0x0b0024, 0x0b0050], { isAbsolute: false }),
          bits([0x090007]),
          bits([0x0b00b0], { isArray: true, reportSize: 4, reportCount: 1 }),
          padding(5),
        ],
      },
    ],
    outputReports: [
      {
        reportId: 2,
        items: [
          bits([0x080017, 0x080009, 0x080018, 0x080020, 0x080021], { hasPreferredState: false }),
          bits([0x0b009e], { hasPreferredState: false }),
          padding(10),
        ],
      },
    ],
  },
];

/** Another kind: hook and mute are both buttons, named by a range, and each light has a report of its own. */
export const buttonHeadset: readonly HIDCollectionInfo[] = [
  {
    usagePage: 0x0c,
    usage: 0x01,
    type: 1,
    children: [],
    featureReports: [],
    inputReports: [{ reportId: 1, items: [bits([0x0c00e9, 0x0c00ea]), padding(6)] }],
    outputReports: [],
  },
  {
    usagePage: 0x0b,
    usage: 0x05,
    type: 1,
    children: [],
    featureReports: [],
    inputReports: [
      {
        reportId: 8,
        items: [
          bits([], {
            isAbsolute: false,
            isRange: true,
            usageMinimum: 0x0b001f,
            usageMaximum: 0x0b0020,
            reportCount: 2,
          }),
          padding(6),
          bits([0x0b002f]),
          padding(7),
        ],
      },
    ],
    outputReports: [
      { reportId: 9, items: [bits([0x080017]), padding(7)] },
      { reportId: 24, items: [bits([0x080018]), padding(7)] },
    ],
  },
];

/** A headset on the desk of a test: presses come as reports, lights are kept as written. */
export class FakeHeadset extends EventTarget {
  opened = false;
  readonly productName = 'Test headset';
  readonly collections: readonly HIDCollectionInfo[];
  readonly lights = new Map<number, readonly number[]>();
  constructor(collections: readonly HIDCollectionInfo[]) {
    super();
    this.collections = collections;
  }
  async open(): Promise<void> {
    this.opened = true;
  }
  async sendReport(reportId: number, data: Uint8Array): Promise<void> {
    this.lights.set(reportId, [...data]);
  }
  report(reportId: number, ...bytes: number[]): void {
    const data = new DataView(Uint8Array.from(bytes).buffer);
    this.dispatchEvent(Object.assign(new Event('inputreport'), { reportId, data }));
  }
}

/** WebHID with one headset: allowed once the page has asked for it. */
export class FakeHid extends EventTarget {
  readonly headset: FakeHeadset;
  allowed: boolean;
  constructor(headset: FakeHeadset, allowed: boolean) {
    super();
    this.headset = headset;
    this.allowed = allowed;
  }
  async getDevices(): Promise<HIDDevice[]> {
    return this.allowed ? [asDevice(this.headset)] : [];
  }
  async requestDevice(): Promise<HIDDevice[]> {
    this.allowed = true;
    return this.getDevices();
  }
  tell(kind: 'connect' | 'disconnect'): void {
    this.dispatchEvent(Object.assign(new Event(kind), { device: this.headset }));
  }
}

/** Only what the product uses of a device is there. */
function asDevice(headset: FakeHeadset): HIDDevice {
  return headset as unknown as HIDDevice;
}
