import type { Page } from 'playwright-core';

/** Moments that a tapped page has seen, in epoch milliseconds with fractions; one clock for all pages of a browser. */
export interface PageTaps {
  /** A frame that begins with INVITE came out of a WebSocket. */
  readonly invites: number[];
  /** A 200 to a REGISTER came out of a WebSocket. */
  readonly registrations: number[];
  readonly clicks: number[];
  /** A 200 to an INVITE has gone out of a WebSocket: the call is established here. */
  readonly answers: number[];
  /** First sound packet of each received track, within 4 ms (`getStats` is cached for 50 ms). */
  readonly firstPackets: number[];
  /** `registered` … of marks that the page makes: name and moment. */
  readonly marks: { readonly name: string; readonly at: number }[];
}

declare global {
  var benchTaps: PageTaps | undefined;
  /** Every peer connection that the page has made and that is not closed. */
  var benchConnections: RTCPeerConnection[] | undefined;
}

/** Runs in a page before its own scripts (`context.addInitScript`, with the content security policy bypassed). */
export function installPageTaps(): void {
  const now = () => performance.timeOrigin + performance.now();
  const taps: PageTaps = {
    invites: [],
    registrations: [],
    clicks: [],
    answers: [],
    firstPackets: [],
    marks: [],
  };
  globalThis.benchTaps = taps;
  globalThis.benchConnections = [];
  document.addEventListener('click', () => taps.clicks.push(now()), true);
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      taps.marks.push({ name, at: performance.timeOrigin + startTime });
    }
  }).observe({ entryTypes: ['mark'] });

  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') return;
        if (data.startsWith('INVITE ')) taps.invites.push(now());
        if (/^SIP\/2\.0 200 [^]*^CSeq: \d+ REGISTER/m.test(data)) taps.registrations.push(now());
      });
    }
    override send(data: string | Blob | BufferSource): void {
      super.send(data);
      if (typeof data !== 'string' || !data.startsWith('SIP/2.0 200 ')) return;
      if (/^CSeq: \d+ INVITE/m.test(data)) taps.answers.push(now());
    }
  };

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      const open = (globalThis.benchConnections ?? []).filter(
        ({ connectionState }) => connectionState !== 'closed',
      );
      globalThis.benchConnections = [...open, this];
      this.addEventListener('track', ({ receiver }) => {
        // An encoded transform sees nothing of a stream whose SSRC the SDP does not name, and Asterisk names none.
        const look = () => {
          if (this.connectionState === 'closed') return;
          // A track is there from the ring on; looking each millisecond before the answer would be most of what the page does.
          if (taps.answers.length === answersBefore) return void setTimeout(look, 10);
          if (receiver.getSynchronizationSources().length === 0) return void setTimeout(look, 1);
          taps.firstPackets.push(now());
        };
        const answersBefore = taps.answers.length;
        look();
      });
    }
  };
}

/** What the page has seen so far. */
export async function readTaps(page: Page): Promise<PageTaps> {
  const taps = await page.evaluate(() => globalThis.benchTaps);
  if (!taps) throw new Error('this page is not tapped');
  return taps;
}

/** Sound energy (`totalAudioEnergy`) that the page has received in all calls that are still open. */
export function readReceivedEnergy(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let energy = 0;
    for (const connection of globalThis.benchConnections ?? []) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values())
        if (report.type === 'inbound-rtp') energy += Number(report.totalAudioEnergy ?? 0);
    }
    return energy;
  });
}

/** Waits until the page has made a mark `count` times; asks seldom, so as not to be measured itself. */
export async function untilMarks(page: Page, name: string, count: number): Promise<void> {
  await page.waitForFunction(
    ([wanted, atLeast]) =>
      (globalThis.benchTaps?.marks ?? []).filter((mark) => mark.name === wanted).length >=
      Number(atLeast),
    [name, count] as const,
    { polling: 100, timeout: 15_000 },
  );
}
