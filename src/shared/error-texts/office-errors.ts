import type { ErrorCode } from '../error-codes.ts';
import type { ErrorText } from './error-text.ts';

/** Texts of what goes wrong with the office's own rules. A code without a row does not compile. */
export const officeErrors: Readonly<Record<Extract<ErrorCode, `office.${string}`>, ErrorText>> = {
  'office.conflict': {
    title: '别人刚刚改过这项规则',
    effect: '您的修改没有提交，仍保留在页面上。',
    action: '请看过现在的内容，再决定是否按您的修改提交。',
    support: '不需要处理；两人同时修改同一项规则时出现，审计中可查到是谁改的。',
  },
};
