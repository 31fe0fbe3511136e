import type { Logger } from '../../src/shared/logger.ts';

const nothing = () => undefined;

/** A logger for tests that do not look at the log. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => silentLogger,
};
