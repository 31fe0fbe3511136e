import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openHubKeys } from './archive/hub-keys.ts';
import { type ArchiveFault, verifyArchive } from './archive/verify-archive.ts';
import { Misuse, Refusal, readCommandLine } from '../shared/node/command-line.ts';
import { dataOption, hubFolder, openHub, runTool } from './it-tool.ts';

/**
 * `node src/hub/verify.ts --data DIR`: reads the whole archive again. Each fault is a JSON line on standard output, then one
 * with the sums; progress and a summary for people go to standard error. Exit code 1 when there is a fault, or when the
 * archive cannot be read at all. May run beside a running hub; no recording is changed.
 */
const words: Readonly<Record<ArchiveFault['fault'], string>> = {
  missing: '文件缺失',
  unreadable: '文件无法读取',
  short: '文件变短',
  long: '文件变长',
  changed: '内容被改动',
  otherRecording: '不是这段录音、这次通话或这名坐席的文件',
  receiptWrong: '回执签名不符',
  keyUnusable: '录音密钥无法打开',
  linked: '不在归档里，只是指向别处的链接',
  unknownFile: '数据库中没有登记的文件',
  rowMissing: '审计记录显示已入库，数据库中的登记却不见了，录音编号',
};

const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const say = (text: string) => process.stderr.write(`${text}\n`);

await runTool(async () => {
  const { values } = readCommandLine({
    name: 'npm run hub:verify',
    what: '重新核查整个录音归档是否与入库时一致；有不一致时退出码为 1；服务器运行时也可使用',
    options: { data: dataOption },
    example: '--data /srv/hotline-hub',
  });
  try {
    return (await verifyFolder(hubFolder(values.data))) === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof Misuse) throw error;
    tell({ event: 'verify.failed', reason: error instanceof Error ? error.message : '' });
    throw error;
  }
});

async function verifyFolder(folder: string): Promise<number> {
  // Opening would make what is not there, and an empty archive has no faults.
  for (const name of ['archive', 'keys/wrap-private.pem', 'keys/receipt-private.pem']) {
    if (!existsSync(join(folder, name))) throw new Refusal(`${folder} 里缺少 ${name}`);
  }
  const store = await openHub(folder);
  const keys = await openHubKeys(join(folder, 'keys'));
  let faults = 0;
  let sum = { done: 0, total: 0, bytes: 0 };
  let toldAt = Date.now();
  try {
    const [archiveFolder, incomingFolder] = [join(folder, 'archive'), join(folder, 'incoming')];
    const deps = { store, keys, archiveFolder, incomingFolder };
    const found = verifyArchive(deps, (progress) => {
      sum = progress;
      if (Date.now() - toldAt < 2000) return;
      toldAt = Date.now();
      say(`已核查 ${sum.done} / ${sum.total} 个文件`);
    });
    for await (const fault of found) {
      faults += 1;
      tell({ event: 'verify.fault', ...fault });
      say(`${words[fault.fault]}：${fault.path}`);
    }
  } finally {
    await store.close();
  }
  tell({ event: 'verify.done', files: sum.total, bytes: sum.bytes, faults });
  const size = `${sum.total} 个文件、${(sum.bytes / 1e6).toFixed(1)} MB`;
  say(
    faults === 0
      ? `核查完成：${size}，全部与入库时一致。`
      : `核查完成：${size}，有 ${faults} 处不一致，请从备份恢复上面列出的文件。`,
  );
  return faults;
}
