import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PbxAccount } from './pbx.ts';

/** Where one demo leaves what it made. */
export interface DemoPlace {
  readonly folder: string;
  readonly hubData: string;
  readonly deskData: string;
  readonly profile: string;
  readonly reportFile: string;
  readonly recordingFile: string;
  logFile(name: string): string;
  pictureFile(name: string): string;
  /** Configuration of the desk: this hub, this account, any free port. */
  writeDeskConfig(hubUrl: string, account: PbxAccount): void;
}

/** Empties what an earlier demo left in `folder`, also one that was broken off, and makes it ready for this one. */
export function prepareDemoPlace(folder: string): DemoPlace {
  const data = join(folder, 'data');
  const logs = join(folder, 'logs');
  for (const old of [data, logs]) rmSync(old, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  for (const file of readdirSync(folder)) {
    if (/^\d\d-.*\.png$/.test(file) || ['demo-report.json', 'recording.ogg'].includes(file)) {
      rmSync(join(folder, file));
    }
  }
  const deskData = join(data, 'desk');
  mkdirSync(deskData, { recursive: true, mode: 0o700 });
  return {
    folder,
    hubData: join(data, 'hub'),
    deskData,
    profile: join(data, 'browser'),
    reportFile: join(folder, 'demo-report.json'),
    recordingFile: join(folder, 'recording.ogg'),
    logFile: (name) => join(logs, `${name}.log`),
    pictureFile: (name) => join(folder, name),
    writeDeskConfig(hubUrl, account) {
      const config = { hub: { url: hubUrl }, pbx: account, desk: { port: 0 } };
      writeFileSync(join(deskData, 'desk.json'), `${JSON.stringify(config, null, 2)}\n`, {
        mode: 0o600,
      });
    },
  };
}
