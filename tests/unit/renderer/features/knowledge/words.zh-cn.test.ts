import { expect, it } from 'vitest';
import { zhCnKnowledge } from '../../../../../src/renderer/features/knowledge/words.zh-cn.ts';

it('sends who is trapped to nobody’s own feet, and a missing cover to no police', () => {
  const { first, second, third } = zhCnKnowledge.script.hard.steps.danger;
  const [people, cover] = [`${first}${second}`, third];
  expect(people).toMatch(/被困、落水、触电、受伤.*三方通话接入 110.*119.*120.*不挂断/u);
  expect(people).not.toMatch(/离开/u);
  expect(cover).toMatch(/井盖缺失/u);
  expect(cover).not.toMatch(/110|119/u);
});
