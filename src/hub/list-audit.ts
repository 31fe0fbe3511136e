import { auditQuerySchema } from '../shared/contract/audit/schemas.ts';
import { Misuse, readCommandLine } from '../shared/node/command-line.ts';
import { dataOption, openHub, runTool } from './it-tool.ts';
import { listAudit } from './areas/audit/list-audit.ts';

/**
 * `node src/hub/list-audit.ts --data DIR [--action listened] [--work-no 1001] [--desk ID] [--subject ID] [--before N]
 * [--limit 50]`, for IT on the hub's machine: one JSON line each, newest first. May run beside a running hub; see `runTool`
 * for failures.
 */
const text = (value: string, help: string) => ({ type: 'string', value, help }) as const;

await runTool(async () => {
  const { values } = readCommandLine({
    name: 'npm run hub:audit',
    what: '列出服务器的审计记录，一行一条，新的在前；服务器运行时也可使用',
    options: {
      data: dataOption,
      action: text('动作', '只要这一种动作，如 signedIn、listened'),
      desk: text('编号', '只要这个座席的'),
      subject: text('编号', '只要这个对象的（通话、录音或工单的编号）'),
      before: text('序号', '从这个序号往前'),
      'work-no': text('工号', '只要这个工号的'),
      limit: { ...text('条数', '最多多少条，默认 50'), default: '50' },
    },
    example: '--data /srv/hotline-hub --work-no 1001 --limit 20',
  });
  for (const name of ['before', 'limit'] as const) {
    if (!/^\d{1,9}$/.test(values[name] ?? '0')) throw new Misuse(`--${name} 应为整数`);
  }
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
