import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { extname } from 'node:path';

export interface LogFile {
  /** On disk when it returns, as far as the system takes it. Never throws: a full disk must not end what is logged. */
  write(text: string | Uint8Array): void;
  close(): void;
}

/** Together at most 12 MB: some weeks of a busy desk. */
const usual = { maxBytes: 2 * 1024 * 1024, older: 5 } as const;

/**
 * A log that stays small: when it would grow over `maxBytes` it becomes `desk.1.log`, that one `desk.2.log`, and so on; what
 * would be older than `older` is gone. It is closed before it is renamed, as Windows renames no open file. When somebody
 * else holds it open, so that it cannot be renamed, it is emptied instead: the bound holds. Readable by this account alone.
 */
export function openLogFile(file: string, { maxBytes, older }: LogLimits = usual): LogFile {
  let handle: number | null = null;

  const open = () => {
    handle = openSync(file, 'a', 0o600);
    return handle;
  };
  const close = () => {
    if (handle !== null) closeSync(handle);
    handle = null;
  };
  const rotate = () => {
    close();
    for (let age = older; age > 0; age -= 1) {
      const younger = age === 1 ? file : olderName(file, age - 1);
      if (existsSync(younger)) attempt(() => renameSync(younger, olderName(file, age)));
    }
    const next = open();
    if (fstatSync(next).size > 0) ftruncateSync(next);
  };

  if (existsSync(file)) attempt(() => chmodSync(file, 0o600));
  return {
    write: (text) =>
      attempt(() => {
        const bytes = Buffer.from(text);
        const { size } = fstatSync(handle ?? open());
        if (size > 0 && size + bytes.length > maxBytes) rotate();
        writeSync(handle ?? open(), bytes);
      }),
    close: () => attempt(close),
  };
}

export interface LogLimits {
  readonly maxBytes: number;
  /** How many full ones are kept beside the one that is written. */
  readonly older: number;
}

/** `desk.log` → `desk.1.log`: the ending says how to open it. */
function olderName(file: string, count: number): string {
  const ending = extname(file);
  return `${file.slice(0, file.length - ending.length)}.${count}${ending}`;
}

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // Nothing to tell it to.
  }
}
