import { createHash } from 'node:crypto';
import type { HubCommand } from '../../../shared/contract/commands/schemas.ts';

/** Lower-case hex SHA-256 of what a command says, whatever the order of its fields. */
export function contentHash(command: HubCommand): string {
  const text = JSON.stringify(command, (_, value: unknown) => sorted(value));
  return createHash('sha256').update(text).digest('hex');
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
