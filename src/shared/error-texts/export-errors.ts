import type { ErrorCode } from '../error-codes.ts';
import type { ErrorText } from './error-text.ts';

/** Texts of what goes wrong when something leaves the hub as a file. A code without a row does not compile. */
export const exportErrors: Readonly<Record<Extract<ErrorCode, `export.${string}`>, ErrorText>> = {
  'export.cut': {
    title: '导出没有完成',
    effect: '中途断开，没有留下不完整的文件，工单没有变化。',
    action: '请重新导出；件数很多时可先缩小时间范围。',
    support: '检查本机到中心服务器的网络，并查看中心服务器的日志。',
  },
  'export.gone': {
    title: '这次导出已失效',
    effect: '导出要在五分钟内开始，且只能取一次，没有生成文件。',
    action: '请重新导出一次，并在五分钟内取走。',
    support: '中心服务器重启、重新登录或同一人另外开始了导出，都会使先前的导出失效。',
  },
  'export.tooManyForPdf': {
    title: '件数太多，这种格式装不下',
    effect: '按页排版的格式一份最多 5000 件，没有生成文件。',
    action: '请缩小筛选或时间范围，或改用表格格式导出。',
    support: '上限由程序规定，表格格式没有这个上限。',
  },
};
