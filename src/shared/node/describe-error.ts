import type { LogFields } from '../logger.ts';

/** Longest message that is kept of a foreign error. */
const maxMessageLength = 160;

/**
 * What one log line may say of an unexpected error: its kind, its code, where it came from, and the first line of its message
 * without what it quotes. Libraries quote what they were given (`JSON.parse` cites the text it could not read), and that
 * may be a citizen's words: quoted parts and everything that is not ASCII are left out.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { kind: typeof error, reason: '', at: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { kind: error.name, code, reason: plain(error.message), at: placeOf(error.stack ?? '') };
}

function plain(message: string): string {
  const [firstLine = ''] = message.split(/[\r\n]/, 1);
  return firstLine
    .replace(/(["'`]).*\1/g, '…')
    .replace(/[^\x20-\x7e…]+/g, '·')
    .slice(0, maxMessageLength);
}

/** File and line of the three innermost calls. */
function placeOf(stack: string): string {
  const frames = [...stack.matchAll(/^ {4}at .*?([^/\\(]+:\d+):\d+\)?$/gm)];
  return frames
    .slice(0, 3)
    .map(([, place]) => place)
    .join(' < ');
}
