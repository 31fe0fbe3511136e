/** The kind of the rule of the office's text modules (`OfficePhrases`). */
export const phrasesRule = 'phrases';

/** Where a text module is for: 答复, 诉求内容, 处理意见, 回访, 部门办理. */
export const phraseScopes = ['answer', 'content', 'opinion', 'callback', 'department'] as const;
export type PhraseScope = (typeof phraseScopes)[number];

/** More is not kept: a rule goes to every desk as a whole. */
export const phraseLimits = { code: 12, title: 40, text: 1500, phrases: 200 } as const;

/** 常用语: a text that is put in where the caret stands. */
export interface Phrase {
  /** Short, for the keyboard; no two have the same. */
  readonly code: string;
  readonly title: string;
  /** At least one. */
  readonly scopes: readonly PhraseScope[];
  /** With places to fill, `{工单编号}` (`phrase-text.ts`). */
  readonly text: string;
}

/** A text module with how its title is found by pinyin: the first letters of its characters. */
export interface ListedPhrase extends Phrase {
  readonly initials: string;
}

export type PhraseFault = 'code' | 'codeTwice' | 'title' | 'scopes' | 'text' | 'tooMany';

/** What is wrong with a module among the others; `[]` = it may be kept. */
export function faultsOfPhrase(
  { code, title, scopes, text }: Phrase,
  others: readonly Phrase[],
): readonly PhraseFault[] {
  const { code: longest, phrases: most } = phraseLimits;
  const isCode = /^[\p{L}\p{N}-]+$/u.test(code) && code.length <= longest;
  const faults: readonly (readonly [PhraseFault, boolean])[] = [
    ['code', !isCode],
    ['codeTwice', others.some((other) => other.code.toLowerCase() === code.toLowerCase())],
    ['title', title.trim() === '' || title.length > phraseLimits.title],
    ['scopes', scopes.length === 0],
    ['text', text.trim() === '' || text.length > phraseLimits.text],
    ['tooMany', others.length >= most],
  ];
  return faults.flatMap(([fault, isOne]) => (isOne ? [fault] : []));
}

/**
 * The modules for a field that have what was typed in code, title, initials or text: those of the field first, of these the code that
 * begins so.
 */
export function phrasesFor(
  phrases: readonly ListedPhrase[],
  { scope, typed }: { readonly scope: PhraseScope; readonly typed: string },
): readonly ListedPhrase[] {
  const wanted = typed.trim().toLowerCase();
  const placeOf = ({ code, title, initials, text }: ListedPhrase): number => {
    const short = code.toLowerCase();
    if (short === wanted) return 0;
    if (short.startsWith(wanted)) return 1;
    if (initials.startsWith(wanted)) return 2;
    if (initials.includes(wanted) || title.toLowerCase().includes(wanted)) return 3;
    return text.toLowerCase().includes(wanted) ? 4 : 5;
  };
  return phrases
    .map((phrase) => ({
      phrase,
      isOfField: phrase.scopes.includes(scope),
      place: wanted === '' ? 0 : placeOf(phrase),
    }))
    .filter(({ place }) => place < 5)
    .toSorted((a, b) => Number(b.isOfField) - Number(a.isOfField) || a.place - b.place)
    .map(({ phrase }) => phrase);
}

/** What a desk has before the office has put in its own; the lead begins from these. */
export const suppliedPhrases: readonly Phrase[] = [
  {
    code: 'dj',
    title: '已登记交办',
    scopes: ['answer'],
    text: '您反映的事项已登记，工单编号{工单编号}，由{承办单位}办理，预计{办结时限}前答复您。',
  },
  {
    code: 'zj',
    title: '已当场解答',
    scopes: ['answer'],
    text: '已当场向来电人解释说明，来电人表示理解。',
  },
  {
    code: 'lx',
    title: '请保持电话畅通',
    scopes: ['answer', 'opinion'],
    text: '请您保持电话畅通，工作人员会与您联系核实情况。',
  },
  {
    code: 'ms',
    title: '来电人反映',
    scopes: ['content'],
    text: '来电人{诉求人}反映：{所属区}{事发地址}{发生时间}{具体情况}，要求{诉求}。',
  },
  {
    code: 'hf',
    title: '回访已解决',
    scopes: ['callback'],
    text: '{今天日期}回访来电人，反映事项已解决，对办理结果表示认可。',
  },
  {
    code: 'jc',
    title: '请现场核查',
    scopes: ['opinion', 'department'],
    text: '请{承办单位}派员现场核查，于{办结时限}前反馈办理结果。',
  },
];
