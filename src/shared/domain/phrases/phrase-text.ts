/** What a desk may know when a text module is put in: the names that stand in its places. */
export const phraseFacts = [
  '工单编号',
  '受理时间',
  '办结时限',
  '承办单位',
  '诉求类别',
  '诉求人',
  '所属区',
  '事发地址',
  '工号',
  '今天日期',
] as const;
export type PhraseFact = (typeof phraseFacts)[number];

/** `''` or absent = not known. */
export type PhraseFacts = Readonly<Partial<Record<PhraseFact, string>>>;

const place = /[{｛]([^{}｛｝\n]+)[}｝]/gu;
const open = /〔([^〔〕\n]+)〕/gu;
/** 武政办〔2026〕12 号: the year of a document is no place to fill. */
const year = /^\d{2,4}$/u;

function isFact(name: string): name is PhraseFact {
  return phraseFacts.some((fact) => fact === name);
}

/** The text with what is known in its places; what is not known stands there as `〔…〕`, to be seen and filled. */
export function fillPhrase(text: string, facts: PhraseFacts): string {
  return text.replace(place, (_, written: string) => {
    const name = written.trim();
    const known = isFact(name) ? facts[name]?.trim() : '';
    return known ? known : `〔${name}〕`;
  });
}

/** Names of the places that nobody has filled, each once, in their order. */
export function openPlaces(text: string): readonly string[] {
  const names = Array.from(text.matchAll(open), ([, name = '']) => name.trim());
  return [...new Set(names.filter((name) => name !== '' && !year.test(name)))];
}

/** Where the first of them stands, in UTF-16 units; `null` = there is none. */
export function firstOpenPlace(
  text: string,
): { readonly from: number; readonly to: number } | null {
  for (const found of text.matchAll(open)) {
    const [whole, name = ''] = found;
    if (name.trim() === '' || year.test(name.trim())) continue;
    return { from: found.index, to: found.index + whole.length };
  }
  return null;
}

/** Names in places that no desk ever fills: the lead is told of them while writing. */
export function unknownPlaces(text: string): readonly string[] {
  const names = Array.from(text.matchAll(place), ([, name = '']) => name.trim());
  return [...new Set(names.filter((name) => !isFact(name)))];
}

/** What comes of putting a text in at a place of another one; `null` = it would be longer than `max`, and nothing is cut. */
export function textWith(
  value: string,
  { at, text, max }: { readonly at: number; readonly text: string; readonly max: number },
): string | null {
  return value.length + text.length > max ? null : value.slice(0, at) + text + value.slice(at);
}
