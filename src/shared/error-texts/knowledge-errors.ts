import type { ErrorCode } from '../error-codes.ts';
import type { ErrorText } from './error-text.ts';

/** Texts of what goes wrong with the knowledge base. A code without a row does not compile. */
export const knowledgeErrors: Readonly<
  Record<Extract<ErrorCode, `knowledge.${string}`>, ErrorText>
> = {
  'knowledge.notFound': {
    title: '找不到这条知识',
    effect: '该条目可能已停用，已引用过它的工单不受影响。',
    action: '请重新搜索，使用现行的条目。',
    support: '在服务器上查看该条目的有效期和版本。',
  },
  'knowledge.conflict': {
    title: '别人刚刚改过这项内容',
    effect: '您写的内容没有提交，仍保留在表单里。',
    action: '请看过新的版本后，再决定是否提交。',
    support: '不需要处理；两人同时修改同一条目或词表时出现。',
  },
  'knowledge.decided': {
    title: '这条修改建议已处理或已撤回',
    effect: '没有重复处理，知识库没有变化。',
    action: '请刷新列表，查看处理结果。',
    support: '不需要处理；两人同时处理同一建议，或本人刚刚撤回时出现。',
  },
};
