import { flowWords } from './flow-words.zh-cn.ts';
import { ticketPaperWords } from './ticket-paper-words.zh-cn.ts';

/** Words that stand on screens and on paper alike: the screens have them in their catalogue, paper has them from here. */
const paperWords = { ...flowWords, ticket: ticketPaperWords } as const;

type KeysOf<Words> = {
  [Key in keyof Words & string]: Words[Key] extends string ? Key : `${Key}.${KeysOf<Words[Key]>}`;
}[keyof Words & string];
export type PaperKey = KeysOf<typeof paperWords>;

const words = new Map(flat('', paperWords));

/** The word of that key, with its places filled in. */
export function paperText(key: PaperKey, values: Readonly<Record<string, string>> = {}): string {
  const word = words.get(key) ?? key;
  return word.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => values[name] ?? place);
}

interface Section {
  readonly [key: string]: string | Section;
}

function flat(before: string, section: Section): [string, string][] {
  return Object.entries(section).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : flat(`${before}${key}.`, value),
  );
}
