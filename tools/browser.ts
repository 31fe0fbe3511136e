import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLaunchFile } from './launch/launch-file.ts';
import { stopChild } from './launch/stop-child.ts';

/**
 * Switches for every browser window that carries a phone: a hidden phone page must keep its timers, a ring tone must
 * sound without a click before, and nothing of a browser's own business may call home.
 */
export const deskSwitches: readonly string[] = [
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=zh-CN',
];

export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

export const deskSize: WindowSize = { width: 1366, height: 768 };
export const phoneSize: WindowSize = { width: 560, height: 320 };

/**
 * Makes a browser profile for our pages: no offer to translate them, which would cover the call bar and ask a foreign
 * service, and none to keep passwords. In a profile that is there already only the browser's memory of open pages is
 * forgotten: it would hold what stood in them, in clear.
 */
export function prepareProfile(folder: string): void {
  rmSync(join(folder, 'Default', 'Sessions'), { recursive: true, force: true });
  const file = join(folder, 'Default', 'Preferences');
  if (existsSync(file)) return;
  mkdirSync(join(folder, 'Default'), { recursive: true, mode: 0o700 });
  const preferences = {
    translate: { enabled: false },
    credentials_enable_service: false,
    profile: { password_manager_enabled: false },
  };
  writeFileSync(file, JSON.stringify(preferences));
}

/** WebRTC over loopback, which Chromium leaves out; needed with a PBX on this very machine. */
export const loopbackCalls = '--allow-loopback-in-peer-connection';

/** Chromium refuses its sandbox to root; nobody else may go without it. */
export function sandboxSwitches(userId: number | undefined): readonly string[] {
  return userId === 0 ? ['--no-sandbox'] : [];
}

/** Can a window be shown here? Only Linux is asked: elsewhere there is always a desktop. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
}

export interface AppWindowOptions {
  readonly executable: string;
  /** Carries a secret, so it never stands among the arguments of the browser. */
  readonly url: string;
  /** Profile of its own, apart from the person's browsing. */
  readonly profileFolder: string;
  readonly size: WindowSize;
  readonly switches?: readonly string[];
}

export interface AppWindow {
  /** Resolves when the window's browser process has ended. */
  readonly closed: Promise<void>;
  /** See `stopChild`. */
  close(): Promise<void>;
}

/** Opens `url` as a window without tabs and address bar. The window is the caller's to close. */
export function openAppWindow(options: AppWindowOptions): AppWindow {
  const { executable, url, profileFolder, size, switches = [] } = options;
  prepareProfile(profileFolder);
  const args = [
    `--app=${writeLaunchFile(profileFolder, url)}`,
    `--user-data-dir=${profileFolder}`,
    `--window-size=${size.width},${size.height}`,
    ...deskSwitches,
    ...sandboxSwitches(process.getuid?.()),
    ...switches,
  ];
  const child = spawn(executable, args, { stdio: 'ignore' });
  const closed = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  return { closed, close: () => stopChild(child) };
}
