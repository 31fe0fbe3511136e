import type { EntryText } from '../../../src/shared/domain/knowledge/entry-text.ts';

/** A text that may be in force. */
export function anEntryText(changes: Partial<EntryText> = {}): EntryText {
  return {
    title: '二次供水水箱多久清洗一次',
    body: '【背景】物业管水箱。',
    wording: {
      spoken: '二次供水的水箱由物业每半年清洗一次。',
      recorded: '已告知市民：二次供水水箱由物业每半年清洗。',
      mayAnswerDirectly: true,
      source: '行业通行做法',
      reviewer: '供水管理科',
      reviewOn: '2027-06-30',
      audience: 'public',
      toConfirm: [],
    },
    categoryCode: 'supply.quality',
    synonyms: ['水箱清洗'],
    validFrom: null,
    validUntil: null,
    ...changes,
  };
}
