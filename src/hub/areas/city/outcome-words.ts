import type { CityMapping } from './city-config.ts';
import type { CityFault, Received } from './city-platform.ts';

/** What became of a row, for who reads the sheet that comes back. `null` = it was in the ledger already. */
export function outcomeWords({ fields }: CityMapping, received: Received | null): string {
  if (!received) return '已收过，未重复处理';
  const { fault, notTaken = [] } = received;
  const words = fault ? faultWords(fields, fault) : '已收';
  return notTaken.length === 0 ? words : `${words}；附件未收：${notTaken.join('；')}`;
}

function faultWords(fields: CityMapping['fields'], { reason, detail }: CityFault): string {
  switch (reason) {
    case 'unreadable':
      return unreadWords(fields, detail);
    case 'unknownCode':
      return `等待：代码对照表里没有 ${columnOf(fields, detail)}，请信息管理员补充`;
    case 'noTicket':
      return '等待：还没有收到这个编号的派件';
    case 'notNow':
      return '等待：工单还没有走到这一步';
    case 'overtaken':
      return '未处理：市级平台后来已有新的意见';
    case 'known':
      return '已收过，未重复处理';
    case 'unreachable':
    case 'refusedByCity':
    case 'refusedByPartner':
    case 'internal':
      return '等待：处理出错，请联系信息管理员';
  }
}

function unreadWords(fields: CityMapping['fields'], detail: string): string {
  const column = columnOf(fields, detail.split(' ')[0] ?? '');
  if (detail.endsWith(' damaged'))
    return `未收：“${column}”被表格软件改成了科学计数，请把该列设为文本后重填`;
  if (detail.endsWith(' lostZero')) return `未收：“${column}”开头的 0 丢了，请把该列设为文本后重填`;
  return `未收：“${column}”没有填或无法识别，请改正后重新放入`;
}

/** The field as the sheet calls it; `category 0417` → `QUESTION_CODE 0417`. */
function columnOf(fields: Readonly<Record<string, string>>, detail: string): string {
  const [name = '', ...rest] = detail.split(' ');
  return [fields[name] ?? name, ...rest].join(' ');
}
