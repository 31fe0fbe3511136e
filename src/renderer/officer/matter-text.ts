import type { TFunction } from 'i18next';
import { categories } from '../../shared/domain/office/categories.ts';

/** What a line of the catalogue of dispatch is about: all, a group of categories, or one of them. */
export interface Matter {
  readonly prefix: string;
  readonly text: string;
}

const groups = new Map(
  categories.map(({ code, group }) => [code.slice(0, code.indexOf('.') + 1), group]),
);

/** The beginnings that can be chosen: any, each group, each category. */
export function mattersOf(t: TFunction): readonly Matter[] {
  return [
    { prefix: '', text: t('officer.rules.anyMatter') },
    ...[...groups].flatMap(([prefix, group]) => [
      { prefix, text: t('officer.rules.wholeGroup', { group }) },
      ...categories
        .filter(({ code }) => code.startsWith(prefix))
        .map(({ code, name }) => ({ prefix: code, text: `${group} / ${name}` })),
    ]),
  ];
}

/** One of them in words; of another taxonomy as it is. */
export function matterText(prefix: string, t: TFunction): string {
  return mattersOf(t).find((one) => one.prefix === prefix)?.text ?? prefix;
}
