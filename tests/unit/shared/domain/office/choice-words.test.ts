import { pinyin } from 'pinyin-pro';
import { expect, it } from 'vitest';
import { categories } from '../../../../../src/shared/domain/office/categories.ts';
import { isChoiceMeant, pinyinOf } from '../../../../../src/shared/domain/office/choice-words.ts';
import { districtChoices } from '../../../../../src/shared/domain/office/places.ts';

const found = (typed: string) =>
  [...categories.map(({ code }) => code), ...districtChoices].filter((choice) =>
    isChoiceMeant(choice, typed),
  );

it.each([
  ['没水', ['supply.outage', 'supply.pressure']],
  ['淹水', ['drainage.waterlogging']],
  ['渍水', ['drainage.waterlogging']],
  ['ＴＳ', ['supply.outage']],
  ['ting sh', ['supply.outage']],
  ['baoguan', ['supply.leak']],
  ['hpq', ['黄陂区']],
  ['武昌', ['武昌区']],
  ['dhs', ['待核实']],
  ['偷盗用水', ['enforcement.theft']],
  ['nothing', []],
])('finds by %j what a person means by it', (typed, expected) => {
  expect(found(typed)).toEqual(expect.arrayContaining(expected));
  expect(found(typed).length).toBeLessThanOrEqual(Math.max(expected.length, 2));
});

it('shows everything while nothing is typed', () => {
  expect(found(' ')).toHaveLength(categories.length + districtChoices.length);
});

it('knows the pinyin of every category and district as they are called now', () => {
  const runs = (name: string) =>
    (name.match(/\p{Script=Han}+/gu) ?? []).map((run) =>
      pinyin(run, { toneType: 'none', type: 'array', v: true }).join(' '),
    );
  for (const { code, name } of categories)
    expect(new Set(pinyinOf(code).split('/')), name).toEqual(new Set(runs(name)));
  for (const name of districtChoices.filter((district) => district !== '黄陂区'))
    expect(pinyinOf(name), name).toBe(runs(name).join('/'));
});
