import type { ErrorText } from './error-text.ts';

/** Merging tickets, splitting them off, and what follows from it. */
export const mergeErrors = {
  'ticket.isMerged': {
    title: '这件工单已并入主单',
    effect: '没有执行，本单不变；填写的文字保留在本机。',
    action: '请在主单上办理；确实不是同一事项的，先从主单拆出。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.hasMerged': {
    title: '这件工单下还有并入的工单',
    effect: '没有执行，工单不变。',
    action: '并入的每一件都等着答复：请先在主单上把它们拆出，再办这一步；并单时请选这件作主单。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.mergeSelf': {
    title: '工单不能并入自己',
    effect: '这一件没有并单。',
    action: '请另选一件作主单。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.mergeMany': {
    title: '一次并单超过 50 件，需要班长办理',
    effect: '一件也没有并单。',
    action: '请分批并单，或告知班长，由班长在自己的坐席台上办理。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.mergeConfidential': {
    title: '保密件、举报件与普通工单不能并单',
    effect: '这一件没有并单，两件工单都不变。',
    action: '请分别办理；并单后一件的编号和答复会出现在另一件里。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.mergeUrgent': {
    title: '紧急件不能并入不紧急的主单',
    effect: '这一件没有并单。',
    action: '请选紧急件作主单，或先核对主单的事项分类。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.notMergedHere': {
    title: '这件工单没有并入这个主单',
    effect: '这一件没有拆单。',
    action: '请看这件工单的办理过程，在它所在的主单上操作。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.mainAnswered': {
    title: '主单已经答复，不能再拆单',
    effect: '没有拆单，工单不变。',
    action: '这一件已单独待回复；市民不满意的，请用“退回重办”。',
    support: '属于正常情况，无需处理。',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
