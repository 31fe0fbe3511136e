import { type Browser, chromium } from 'playwright-core';
import { deskSwitches, loopbackCalls, sandboxSwitches } from '../../tools/browser.ts';
import { findChromium } from '../../tools/setup/chromium.ts';

export interface LaunchBrowserOptions {
  /** 48 kHz mono WAV that plays as the microphone, over and over; without it Chromium beeps once a second. */
  readonly microphoneFile?: string;
  /** `deny`: the microphone is refused, as by a person; `absent`: the machine has none. */
  readonly microphone?: 'deny' | 'absent';
  /** Further command line switches. */
  readonly args?: readonly string[];
}

/**
 * Headless Chromium of this machine with a made-up microphone and WebRTC over loopback. The caller closes it.
 * Throws when no Chromium is installed; `npm test` installs one where it may.
 */
export async function launchBrowser(options: LaunchBrowserOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error(
      'No Chromium on this machine: `npm test` installs it on Debian, or set HOTLINE_CHROMIUM.',
    );
  }
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      ...deskSwitches,
      loopbackCalls,
      ...sandboxSwitches(process.getuid?.()),
      ...microphoneArgs(options),
      ...(options.args ?? []),
    ],
  });
}

function microphoneArgs({ microphone, microphoneFile }: LaunchBrowserOptions): string[] {
  // Without the fake device Chromium asks the machine; test machines have no sound card.
  if (microphone === 'absent') return ['--use-fake-ui-for-media-stream'];
  const device = ['--use-fake-device-for-media-stream'];
  if (microphoneFile !== undefined)
    device.push(`--use-file-for-fake-audio-capture=${microphoneFile}`);
  const consent =
    microphone === 'deny' ? '--deny-permission-prompts' : '--use-fake-ui-for-media-stream';
  return [consent, ...device];
}
