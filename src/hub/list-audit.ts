import { parseArgs } from 'node:util';
import { auditQuerySchema } from '../shared/contract/audit/schemas.ts';
import { openHub, runTool } from './it-tool.ts';
import { listAudit } from './areas/audit/list-audit.ts';

/**
 * `node src/hub/list-audit.ts --data DIR [--action listened] [--work-no 1001] [--desk ID] [--subject ID] [--before N]
 * [--limit 50]`, for IT on the hub's machine: one JSON line each, newest first. May run beside a running hub; see `runTool`
 * for failures.
 */
const text = { type: 'string' } as const;

await runTool(async () => {
  const { values } = parseArgs({
    options: {
      data: text,
      action: text,
      desk: text,
      subject: text,
      before: text,
      'work-no': text,
      limit: { type: 'string', default: '50' },
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
  const store = await openHub(values.data);
  try {
    const { lines } = await listAudit(store, query);
    for (const { at, ...line } of lines) {
      process.stdout.write(`${JSON.stringify({ at: new Date(at).toISOString(), ...line })}\n`);
    }
  } finally {
    await store.close();
  }
});
