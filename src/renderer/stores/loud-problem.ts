import type { ErrorCode } from '../../shared/error-codes.ts';

/** What the status bar alone tells: nothing that the agent does now depends on it. */
const quiet: ReadonlySet<ErrorCode> = new Set(['hub.unreachable', 'config.plainConnection']);

/** Is a problem with this code told in the strip under the call bar, too? */
export function isLoud(code: ErrorCode): boolean {
  return !code.startsWith('upload.') && !quiet.has(code);
}
