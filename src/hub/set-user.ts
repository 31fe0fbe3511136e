import { createInterface } from 'node:readline';
import { z } from 'zod';
import { findDepartment, openDepartments } from '../shared/domain/office/departments.ts';
import { hubDepartments } from './areas/office/hub-rules.ts';
import { passwordLength } from '../shared/domain/session/password-rule.ts';
import { roles } from '../shared/domain/session/user.ts';
import { systemClock } from '../shared/node/system-clock.ts';
import { Refusal, readCommandLine } from '../shared/node/command-line.ts';
import { dataOption, hubFolder, openHub, runTool } from './it-tool.ts';
import { createArgon2Passwords } from './areas/session/passwords.ts';
import { resetFactor } from './areas/session/reset-factor.ts';
import { disableUser, setUser } from './areas/session/set-user.ts';
import type { HubStore } from './storage/hub-store.ts';

/**
 * For IT on the hub's machine; may run beside a running hub; see `runTool` for failures.
 * `node src/hub/set-user.ts --data DIR --work-no 1001 --name 张三 --role agent` adds or changes a user. The password is the
 * first line of standard input: arguments can be read by every process.
 * `… --work-no 5001 --name 经办一 --role department --department bureau.jianghan`: whose people act for a department.
 * `… --work-no 1001 --disable`: this person may no longer work here; the former command takes it back. `… --reset-second-factor`: telephone and recovery codes are lost; the
 * second factor is enrolled anew at the next sign-in.
 */
const workNoSchema = z
  .string('请用 --work-no 指明工号')
  .regex(/^[0-9A-Za-z]{1,16}$/, '工号为 1 至 16 位数字或字母');
const userSchema = z
  .strictObject({
    name: z.string('请指明姓名').min(1, '请指明姓名').max(40, '姓名最多 40 字'),
    role: z.enum(roles, `请指明角色：${roles.join('、')}`),
    department: z.string().max(64).optional(),
  })
  .refine(({ role, department }) => role !== 'department' || department !== undefined, {
    message: '经办人员请用 --department 指明部门，如 bureau.jianghan',
  })
  .refine(({ role, department }) => role === 'department' || department === undefined, {
    message: '--department 只用于经办人员（--role department）',
  });
const passwordSchema = z
  .string()
  .min(passwordLength.min, `密码至少 ${passwordLength.min} 位`)
  .max(passwordLength.max, `密码最多 ${passwordLength.max} 位`);

const text = (value: string, help: string) => ({ type: 'string', value, help }) as const;

await runTool(async () => {
  const { values } = readCommandLine({
    name: 'npm run hub:user',
    what: '新增、修改或停用一名用户；密码从标准输入读第一行，至少 10 位；服务器运行时也可使用',
    options: {
      data: dataOption,
      'work-no': text('工号', '1 至 16 位数字或字母，必填'),
      name: text('姓名', '显示的姓名'),
      role: text('角色', `${roles.join('、')} 之一`),
      department: text('部门', '经办人员所在部门，如 bureau.jianghan'),
      disable: { type: 'boolean', help: '停用这个工号；再次设置即恢复' },
      'reset-second-factor': {
        type: 'boolean',
        help: '重置动态码：手机和备用码都没有时用，下次登录重新绑定',
      },
    },
    example: '--data /srv/hotline-hub --work-no 1001 --name 坐席甲 --role agent',
  });
  const { data, 'work-no': given, disable, 'reset-second-factor': resets, ...user } = values;
  // Before anybody types a password.
  hubFolder(data);
  const workNo = workNoSchema.parse(given);
  const toStore = disable
    ? disabled(workNo)
    : resets
      ? withoutFactor(workNo)
      : await changed(workNo, user);
  const store = await openHub(data);
  try {
    await toStore(store);
  } finally {
    await store.close();
  }
});

function disabled(workNo: string) {
  return async (store: HubStore) => {
    if (!(await disableUser({ store, clock: systemClock }, workNo))) {
      throw new Refusal(`没有工号 ${workNo}`);
    }
    process.stdout.write(`工号 ${workNo} 已停用\n`);
  };
}

function withoutFactor(workNo: string) {
  return async (store: HubStore) => {
    if (!(await resetFactor({ store, clock: systemClock }, workNo)))
      throw new Refusal(`没有工号 ${workNo}`);
    process.stdout.write(`工号 ${workNo} 的动态码已重置，下次登录时重新绑定\n`);
  };
}

async function changed(workNo: string, user: unknown) {
  const { name, role, department: departmentId } = userSchema.parse(user);
  if (process.stdin.isTTY) process.stderr.write('密码（输入后回车）：');
  const password = passwordSchema.parse(await firstLine());
  return async (store: HubStore) => {
    if (departmentId !== undefined) await mustBeOpen(store, departmentId);
    const passwords = await createArgon2Passwords();
    const deps = { store, clock: systemClock, passwords };
    await setUser(deps, { workNo, displayName: name, role, departmentId, password });
    process.stdout.write(`工号 ${workNo} 已保存\n`);
  };
}

async function mustBeOpen(store: HubStore, departmentId: string): Promise<void> {
  const catalogue = await hubDepartments(store);
  if (findDepartment(catalogue, departmentId)?.isActive === true) return;
  const list = openDepartments(catalogue).map(({ id, name }) => `${id} ${name}`);
  throw new Refusal(['没有这个部门，可用：', ...list].join('\n'));
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}
