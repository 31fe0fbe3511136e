import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';
import {
  type BrowserWindowDouble,
  type ElectronDouble,
  createElectronDouble,
} from './electron-double.ts';
import type { MainBundle } from './main-bundle.ts';

/** The built main bundle running against a double, with a data directory of its own. */
export interface RunningDesk {
  readonly double: ElectronDouble;
  readonly dataDirectory: string;
  readonly desk: BrowserWindowDouble;
  readonly phone: BrowserWindowDouble;
  /** Quits as a person would and waits until the program may end. */
  quit(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts it and waits until both windows have loaded. `prepare` sees the double before the first line runs. */
export async function startDesk(
  bundle: MainBundle,
  options: { prepare?: (double: ElectronDouble) => void; dataDirectory?: string } = {},
): Promise<RunningDesk> {
  const dataDirectory =
    options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'hotline-electron-data-'));
  const double = createElectronDouble();
  double.app.switches.set('data', dataDirectory);
  options.prepare?.(double);
  bundle.run(double);
  double.app.becomeReady();
  const windowOf = (page: string) =>
    double.windows.find((window) => window.webContents.mainFrame.url === `app://desk/${page}/`);
  await until(
    'both windows have loaded',
    () => Boolean(windowOf('desk') && windowOf('phone')),
    20_000,
  );
  const [desk, phone] = [windowOf('desk'), windowOf('phone')];
  if (!desk || !phone) throw new Error('a window is missing');
  const quit = async () => {
    if (double.app.calls.includes('quitted')) return;
    (double.app.quit as () => void)();
    await until('the program may end', () => double.app.calls.includes('quitted'), 8000);
  };
  return {
    double,
    dataDirectory,
    desk,
    phone,
    quit,
    async remove() {
      await quit();
      if (options.dataDirectory === undefined)
        rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
