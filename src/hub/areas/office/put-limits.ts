import type { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import type { putLimitsInput } from '../../../shared/contract/office/limit-schemas.ts';
import { limitsRule } from '../../../shared/domain/office/office-rule.ts';
import {
  isLimitKey,
  limitChanges,
  limitsWith,
  shippedLimits,
} from '../../../shared/domain/tickets/limits.ts';
import { readLimits } from '../../../shared/kept/limit-rules.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { type PutDeps, putVersioned } from './put-versioned.ts';

/** See `officeHubContract.putLimits`. */
export function putLimits(
  deps: PutDeps,
  signedIn: SignedIn,
  { seen, limits }: z.infer<typeof putLimitsInput>,
): Promise<{ version: number }> {
  const keys = limits.map(({ key }) => key);
  if (new Set(keys).size < keys.length || !keys.every(isLimitKey))
    throw new AppError('input.invalid', { fields: { limits: 'invalid' } });
  return putVersioned(deps, signedIn, {
    kind: limitsRule,
    seen,
    body: JSON.stringify({ limits }),
    changes(rule) {
      const before = rule === null ? shippedLimits : readLimits(rule);
      // What a newer program wrote and this one cannot read is not written over.
      if (before === null) throw new AppError('storage.damaged');
      return limitChanges(before, limitsWith(seen + 1, limits));
    },
  });
}
