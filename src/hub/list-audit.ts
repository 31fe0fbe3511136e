import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { auditQuerySchema } from '../shared/contract/audit.ts';
import { listAudit } from './services/audit/list-audit.ts';
import { openSqliteStore } from './storage/open-sqlite-store.ts';

/**
 * `node src/hub/list-audit.ts --data DIR [--action listened] [--work-no 1001] [--desk ID] [--subject ID] [--before N]
 * [--limit 50]`, for IT on the hub's machine: one JSON line each, newest first. May run beside a running hub.
 */
const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    ...{ data: text, action: text, desk: text, subject: text, before: text },
    ...{ 'work-no': text, limit: { type: 'string', default: '50' } },
  },
});
const query = auditQuerySchema.parse({
  before: values.before === undefined ? null : Number(values.before),
  from: null,
  to: null,
  action: values.action ?? null,
  workNo: values['work-no'] ?? null,
  deskId: values.desk ?? null,
  subjectId: values.subject ?? null,
  limit: Number(values.limit),
});
const store = await openSqliteStore(join(resolve(z.string().min(1).parse(values.data)), 'hub.db'));
try {
  const { lines } = await listAudit(store, query);
  for (const { at, ...line } of lines) {
    process.stdout.write(`${JSON.stringify({ at: new Date(at).toISOString(), ...line })}\n`);
  }
} finally {
  await store.close();
}
