import {
  clientInput,
  clientNameSchema,
  clientRates,
} from '../shared/contract/admin/client-schemas.ts';
import { clientScopes } from '../shared/contract/open/scopes.ts';
import {
  type DepartmentCatalogue,
  findDepartment,
  openDepartments,
} from '../shared/domain/office/departments.ts';
import { Misuse, Refusal, readCommandLine } from '../shared/node/command-line.ts';
import { systemClock } from '../shared/node/system-clock.ts';
import type { ApiClient } from './areas/clients/clients-repository.ts';
import { hubDepartments } from './areas/office/hub-rules.ts';
import { addClient, byTool, revokeClient, rollToken } from './areas/clients/set-client.ts';
import { dataOption, openHub, runTool } from './it-tool.ts';
import type { HubStore } from './storage/hub-store.ts';

/**
 * For IT on the hub's machine; may run beside a running hub; see `runTool` for failures. `node src/hub/set-client.ts --data DIR` lists the
 * programs that may ask the hub (`/open/v1`); `… add NAME --scope demands` adds one, `… roll NAME` gives a new token, `… revoke NAME` ends it.
 * A token is shown once, on standard output.
 */
const scopeList = clientScopes.join('、');

await runTool(async () => {
  const { values, words } = readCommandLine({
    name: 'npm run hub:client',
    what: '列出、增加、换令牌或收回可以调用开放接口的系统；服务器运行时也可使用',
    options: {
      data: dataOption,
      scope: { type: 'string', value: '权限', help: `增加时必填：${scopeList}，用逗号隔开` },
      department: {
        type: 'string',
        value: '部门',
        help: '权限 results 代哪个部门，如 bureau.jianghan',
      },
      'per-minute': {
        type: 'string',
        value: '次数',
        help: `每分钟最多几次，不写为 ${clientRates.usual}`,
      },
    },
    words: 'add 名称：增加；roll 名称：换令牌，旧的 24 小时后失效；revoke 名称：收回；不写则列出',
    example: '--data /srv/hotline-hub add 智慧水务 --scope events',
  });
  const [act, given = ''] = words;
  const store = await openHub(values.data);
  try {
    if (act === undefined) return await list(store);
    const name = clientNameSchema.safeParse(given);
    if (!name.success) throw new Misuse('名称应为 1 至 40 个字、数字或 . _ -，不含空格');
    await change(store, { act, name: name.data, options: values });
  } finally {
    await store.close();
  }
});

interface Options {
  readonly scope?: string | undefined;
  readonly department?: string | undefined;
  readonly 'per-minute'?: string | undefined;
}

async function change(
  store: HubStore,
  {
    act,
    name,
    options,
  }: { readonly act: string; readonly name: string; readonly options: Options },
): Promise<void> {
  const deps = { store, clock: systemClock };
  const known = await store.clients.named(name);
  switch (act) {
    case 'add':
      if (known) throw new Refusal(`已经有“${name}”；换令牌用 roll`);
      return tell(
        await addClient(deps, byTool, wanted(name, options, await hubDepartments(store))),
      );
    case 'roll':
      return tell(await rollToken(deps, byTool, working(known, name)));
    case 'revoke':
      await revokeClient(deps, byTool, working(known, name));
      process.stdout.write(`“${name}”的令牌已收回\n`);
      return;
    default:
      throw new Misuse(`不认识“${act}”，只有 add、roll、revoke`);
  }
}

function wanted(
  name: string,
  { scope = '', department, 'per-minute': rate }: Options,
  catalogue: DepartmentCatalogue,
) {
  if (department !== undefined && findDepartment(catalogue, department)?.isActive !== true) {
    const list = openDepartments(catalogue).map((one) => `${one.id} ${one.name}`);
    throw new Misuse(['没有这个部门，可用：', ...list].join('\n'));
  }
  const read = clientInput.safeParse({
    name,
    scopes: scope.split(',').map((one) => one.trim()),
    departmentId: department ?? null,
    perMinute: Number(rate ?? clientRates.usual),
  });
  if (read.success) return read.data;
  const [field = ''] = read.error.issues[0]?.path ?? [];
  throw new Misuse(
    field === 'perMinute'
      ? `--per-minute 应为 ${clientRates.least} 至 ${clientRates.most} 的整数`
      : field === 'departmentId'
        ? '--department 与权限 results 同时使用，缺一不可'
        : `--scope 只有 ${scopeList}，不重复；names 须与 tickets 同用`,
  );
}

function working(known: ApiClient | null, name: string): ApiClient {
  if (!known) throw new Refusal(`没有名为“${name}”的系统，请从列表中复制`);
  if (known.revokedAt !== null) throw new Refusal(`“${name}”已收回，请用另一个名称重新增加`);
  return known;
}

/** The only place of this program where a token is ever shown. */
function tell(token: string): void {
  process.stdout.write(`${token}\n`);
}

async function list({ clients }: HubStore): Promise<void> {
  for (const {
    name,
    scopes,
    perMinute,
    departmentId,
    revokedAt,
    lastUsedAt,
  } of await clients.list()) {
    const used = lastUsedAt === null ? '没有用过' : `最近使用 ${day(lastUsedAt)}`;
    const end = revokedAt === null ? '' : `，收回于 ${day(revokedAt)}`;
    const place = departmentId === null ? '' : `  ${departmentId}`;
    process.stdout.write(
      `${name}  ${scopes.join(',')}${place}  每分钟 ${perMinute} 次  ${used}${end}\n`,
    );
  }
}

function day(at: number): string {
  return new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}
