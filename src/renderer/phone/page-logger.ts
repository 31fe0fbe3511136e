import type { LogFields, Logger } from '../../shared/logger.ts';

/** One line of JSON per event on the page's console, for support. Callers give no numbers and no names. */
export function createPageLogger(now: () => number, base: LogFields = {}): Logger {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}) =>
      console[level](JSON.stringify({ at: now(), level, event, ...base, ...fields }));
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => createPageLogger(now, { ...base, ...fields }),
  };
}
