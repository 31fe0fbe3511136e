import { chromium } from 'playwright-core';
import { sandboxSwitches } from '../browser.ts';

/** Never asked over the network: the page is answered by us. Loopback, because only secure pages may see devices. */
const probeUrl = 'http://127.0.0.1/';

/** Does this browser see a microphone on this machine? */
export async function hasMicrophone(executablePath: string): Promise<boolean> {
  const args = [...sandboxSwitches(process.getuid?.())];
  const browser = await chromium.launch({ executablePath, headless: true, args });
  try {
    const page = await browser.newPage();
    await page.route(probeUrl, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto(probeUrl);
    return await page.evaluate(async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      return devices.some(({ kind }) => kind === 'audioinput');
    });
  } finally {
    await browser.close();
  }
}
