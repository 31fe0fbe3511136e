import { spawn } from 'node:child_process';

export interface Captured {
  /** Exit code; 128 and more when a signal ended it. */
  readonly code: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Aborting it ends the program with SIGTERM; the promise then rejects. */
  readonly signal?: AbortSignal;
  /** Also hears each piece of output at once. */
  readonly onOutput?: (text: string) => void;
}

/** Runs a program without a terminal and without input. Rejects only when it cannot be started. */
export function runCaptured(
  program: string,
  args: readonly string[],
  { cwd, env = process.env, signal, onOutput }: RunOptions = {},
): Promise<Captured> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    const pieces: string[] = [];
    const keep = (piece: Buffer): void => {
      pieces.push(piece.toString());
      onOutput?.(piece.toString());
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 128, output: pieces.join('') }));
  });
}
