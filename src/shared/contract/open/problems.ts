import { z } from 'zod';

/** Why a call is refused: status, and the title that everybody reads. The codes are promised: none is taken away or changes its meaning. */
export const openProblems = {
  'request.invalid': { status: 400, title: '请求不符合接口文档' },
  'token.unknown': { status: 401, title: '没有令牌，或令牌无效、已停用' },
  'scope.missing': { status: 403, title: '这个令牌没有此项权限' },
  'path.notFound': { status: 404, title: '没有这个地址' },
  'ticket.notFound': { status: 404, title: '没有这件工单，或不对外提供' },
  'report.notFound': { status: 404, title: '没有这条待取的通知' },
  'method.notAllowed': { status: 405, title: '这个地址不支持此方法' },
  'body.late': { status: 408, title: '请求内容传输过慢，已中断' },
  'key.used': { status: 409, title: '同一编号已用于另一份内容' },
  'step.notNow': { status: 409, title: '工单当前状态不能这样办理' },
  'body.tooLong': { status: 413, title: '请求内容过长' },
  'type.unsupported': { status: 415, title: '请求内容须为 JSON（UTF-8）' },
  'rate.exceeded': { status: 429, title: '请求过于频繁，请稍后再试' },
  'hub.failed': { status: 500, title: '服务器内部错误，请联系信息管理员' },
  'hub.busy': { status: 503, title: '服务器繁忙，请稍后再试' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;
export type OpenProblem = keyof typeof openProblems;

/** What every call may be answered with. */
export const commonProblems = [
  'request.invalid',
  'token.unknown',
  'scope.missing',
  'rate.exceeded',
  'hub.failed',
  'hub.busy',
] as const satisfies readonly OpenProblem[];

const isProblem = (code: string): code is OpenProblem => Object.hasOwn(openProblems, code);
const openProblemCodes: readonly OpenProblem[] = Object.keys(openProblems).filter(isProblem);

/** `application/problem+json` (RFC 9457). */
export const problemSchema = z.strictObject({
  title: z.string().describe('中文说明'),
  status: z.int().describe('与 HTTP 状态相同'),
  code: z.enum(openProblemCodes).describe('供程序判断的代码'),
  detail: z.string().optional().describe('哪个字段不对；不含字段内容'),
});
export type ProblemBody = z.infer<typeof problemSchema>;
