import type { ParseKeys, TFunction, i18n } from 'i18next';
import { useContext } from 'react';
import { I18nContext } from 'react-i18next';
import { assert } from '../../shared/assert.ts';

/** Name of a screen, as the rail says it. */
export type ScreenName = Extract<ParseKeys, `${string}.screen`>;

/**
 * Texts of the page's language; keys are checked against the Chinese catalogue. The language of a page never changes, so nothing is
 * watched: a pop draws a hundred components with words in them, and listening and looking up were a fifth of its script.
 */
export function useText(): TFunction {
  const texts = useContext(I18nContext)?.i18n;
  assert(texts !== undefined, 'component is inside the texts');
  return textsOf(texts);
}

const known = new WeakMap<i18n, TFunction>();

function textsOf(texts: i18n): TFunction {
  const made = known.get(texts) ?? remembering(texts.t);
  known.set(texts, made);
  return made;
}

/** Looks each text that has nothing filled in up once. */
export function remembering(t: TFunction): TFunction {
  const found = new Map<unknown, unknown>();
  return new Proxy(t, {
    apply(target, self, args: readonly unknown[]) {
      const [key] = args;
      if (args.length !== 1) return Reflect.apply(target, self, args);
      if (!found.has(key)) found.set(key, Reflect.apply(target, self, args));
      return found.get(key);
    },
  });
}
