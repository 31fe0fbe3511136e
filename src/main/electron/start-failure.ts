import { errorCodeOf } from '../../shared/app-error.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';

/** What is said when the desk could not start: what is wrong and what to do, from the catalogue; the rest is in the log. */
export function startFailure(
  error: unknown,
  logFile: string,
): { readonly title: string; readonly text: string } {
  const code = errorCodeOf(error);
  const known = errorCatalogue[code];
  const lines =
    code === 'ipc.internal'
      ? ['坐席台没有打开，本机的录音和工单都还在。', '请重新打开一次；仍不行时立即告知信息管理员。']
      : [`${known.title}。${known.effect}`, known.action];
  return {
    title: '坐席台启动失败',
    text: [...lines, '', `代码：${code}`, `日志：${logFile}`].join('\n'),
  };
}
