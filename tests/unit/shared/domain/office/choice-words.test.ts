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
  ['水1', []],
  ['1ts', []],
  ['ts1', []],
  ["ting'shui", ['supply.outage']],
])('finds by %j what a person means by it', (typed, expected) => {
  expect(found(typed)).toEqual(expect.arrayContaining(expected));
  expect(found(typed).length).toBeLessThanOrEqual(Math.max(expected.length, 2));
});

it('shows everything while nothing is typed', () => {
  expect(found(' ')).toHaveLength(categories.length + districtChoices.length);
});

it('finds by Latin letters from the beginning of a syllable, by other words anywhere', () => {
  expect(isChoiceMeant('supply.outage', 'shui')).toBe(true);
  expect(isChoiceMeant('supply.outage', 'hui')).toBe(false);
  expect(isChoiceMeant('supply.outage', '供')).toBe(true);
  expect(isChoiceMeant('supply.outage', 'x水')).toBe(false);
});

it('finds a choice that it does not know by its own name, and knows no pinyin of it', () => {
  expect(isChoiceMeant('新区', '新')).toBe(true);
  expect(isChoiceMeant('新区', 'xq')).toBe(false);
  expect(pinyinOf('新区')).toBe('');
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
