import type { Words } from '../../parts/words.ts';
import type { zhCnKnowledge } from './words.zh-cn.ts';

export const enKnowledge: Words<typeof zhCnKnowledge> = {
  knowledge: {
    screen: 'Answers',
    title: 'Knowledge base',
    offline: 'works offline',
    search: 'Search the knowledge base',
    placeholder: 'Words, such as 积水',
    version: '{{entryNo}} · version {{version}}',
    valid: 'valid',
    expired: 'expired',
    insert: 'Insert',
    insertNo: ' answer {{n}}',
    open: 'Whole entry',
    back: 'Back to results',
    empty: 'Nothing for “{{text}}”',
    emptyHint: 'Try other words, such as 渍水 or 没水.',
    idle: 'Search by words',
    idleHint: 'Results as you type, also offline; inserting cites the version.',
    byCategory: 'For the category “{{text}}”',
    failed: 'Not found out',
    answer: 'Wording',
    body: 'Background',
    synonyms: 'Citizens say',
    updated: 'updated {{time}}',
    noSheet: 'Open a ticket first',
    common: 'Common demands',
  },
  script: {
    title: 'Script · {{phase}}',
    phases: {
      idle: 'waiting',
      alerting: 'answering',
      connected: 'talking',
      held: 'on hold',
      wrapUp: 'after call',
    },
    lines: {
      idle: 'Open with: hello, water hotline, how can I help?',
      alerting: 'Name the hotline → listen to the end → use the name',
      connected:
        'Repeat and confirm the address → say what happens and when → ask for more → thank',
      held: 'Say why and how long → thank on return → report after a minute',
      wrapUp: 'Complete category and address → check citations → close or save',
    },
    danger:
      'People trapped, in the water, electrocuted or hurt: bring 110 into the call at once (fire 119, injured 120), do not hang up. Cover missing or road sunken: keep people away, pass it on as urgent by phone.',
  },
};
