import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { zhCn } from '../../src/renderer/i18n/catalogues.ts';
import { errorCodes } from '../../src/shared/error-codes.ts';

/** A catalogue of words: sections within sections, words at their ends. */
export interface Words {
  readonly [key: string]: string | Words;
}

/** Words of the desk's catalogue that no screen reads, and error codes that nothing gives, one line each. */
export function wordViolations(root: string): string[] {
  const sources = sourcesOf(join(root, 'src'));
  return [
    ...unread(keysOf(zhCn), sources).map((key) => `src/renderer: nobody reads the word ${key}`),
    ...unread(errorCodes, sources).map((code) => `src: nothing gives the code ${code}`),
  ];
}

/**
 * Those of `keys` (such as `call.hold`) that no text of `sources` reads. Read is what stands whole in quotes, and what a
 * template with a fixed beginning may come to: `` `pill.${face}` `` reads `pill.ready` if `ready` is a word of its own somewhere.
 */
export function unread(keys: readonly string[], sources: readonly string[]): string[] {
  const quoted = new Set<string>();
  const templates: RegExp[] = [];
  for (const [, , literal = ''] of sources.flatMap((text) => [...text.matchAll(literals)])) {
    if (!literal.includes('${')) quoted.add(literal);
    else if (/^\w+\./.test(literal)) templates.push(patternOf(literal));
  }
  const named = new Set(sources.flatMap((text) => text.match(/\w+/g) ?? []));
  const mayBe = (key: string) =>
    templates.some((template) =>
      template
        .exec(key)
        ?.slice(1)
        .every((part) => part.split('.').every((word) => named.has(word))),
    );
  return keys.filter((key) => !quoted.has(key) && !mayBe(key));
}

/** `call.hold` for each word of `call`, and so on. */
export function keysOf(words: Words): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [key] : keysOf(value).map((below) => `${key}.${below}`),
  );
}

/** What stands in one pair of quotes and looks like a key, `${…}` and all. */
const literals = /(['"`])((?:(?!\1)[\w.-]|\$\{[^}]*\})+)\1/g;

function patternOf(template: string): RegExp {
  const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', String.raw`\.`));
  return new RegExp(`^${parts.join('(.+)')}$`);
}

/** All code but the catalogues themselves. */
function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .filter(({ name, parentPath }) => !catalogues.test(join(parentPath, name)))
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'));
}

const catalogues = /words\.zh-cn\.ts$|error-codes\.ts$|error-texts/;
