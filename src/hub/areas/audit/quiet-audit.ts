import type { Logger } from '../../../shared/logger.ts';
import { describeError } from '../../../shared/node/describe-error.ts';

/**
 * Writes to the audit what must not change the answer: who is refused is told the reason also while the audit cannot be
 * written. Never rejects; a failure is logged (`audit.notWritten`) with how many there were since the start.
 */
export type QuietAudit = (
  what: { readonly action: string; readonly code: string | null },
  write: () => Promise<void>,
) => Promise<void>;

export function createQuietAudit({ logger }: { readonly logger: Logger }): QuietAudit {
  let failures = 0;
  return async ({ action, code }, write) => {
    try {
      await write();
    } catch (error) {
      failures += 1;
      const { code: cause = null, ...why } = describeError(error);
      logger.error('audit.notWritten', { ...why, cause, action, code, failures });
    }
  };
}
