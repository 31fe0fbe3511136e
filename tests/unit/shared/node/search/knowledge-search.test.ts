import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKnowledge } from '../../../../../src/hub/seed/create-knowledge.ts';
import { createChineseWords } from '../../../../../src/shared/node/search/chinese-words.ts';
import { characterSounds } from '../../../../../src/shared/node/search/character-sounds.ts';
import type { KnowledgeEntry } from '../../../../../src/shared/domain/knowledge/knowledge.ts';
import { aKnowledgeEntry } from '../../../../support/hub-values.ts';
import { freshNotices } from '../../../../support/knowledge/fresh-notices.ts';
import { judged } from '../../../../support/knowledge/judged.ts';
import { knowledgeStore } from '../../../../support/knowledge/knowledge-store.ts';

const now = Date.UTC(2026, 5, 12);
const words = createChineseWords();
const seeded = createKnowledge(now);

const entry = (changes: Partial<KnowledgeEntry>): KnowledgeEntry => ({
  ...aKnowledgeEntry(randomUUID()),
  title: '',
  body: '',
  answer: '',
  synonyms: [],
  validFrom: 0,
  updatedAt: 1,
  ...changes,
});
const titlesOf = (entries: readonly KnowledgeEntry[], text: string) =>
  knowledgeStore(words, entries)
    .searchKnowledge(text, 10, now)
    .map((hit) => hit.entry.title);
const wording = {
  spoken: '',
  recorded: '',
  mayAnswerDirectly: true,
  source: '',
  reviewer: '',
  reviewOn: '2027-01-01',
  audience: 'public',
  toConfirm: [],
} as const;

describe('the order of what is found', () => {
  it('puts title and synonyms before the spoken wording, that before the answer, that before the body', () => {
    const entries = [
      entry({ title: '丁', body: '管涌', updatedAt: 9 }),
      entry({ title: '丙', answer: '管涌', updatedAt: 8 }),
      entry({ title: '乙', wording: { ...wording, spoken: '管涌' }, updatedAt: 7 }),
      entry({ title: '甲', synonyms: ['管涌'], updatedAt: 1 }),
    ];
    expect(titlesOf(entries, '管涌')).toEqual(['甲', '乙', '丙', '丁']);
  });

  it('counts how many of the words are there, and the rare ones more', () => {
    const entries = [
      entry({ title: '登记', body: '电话', updatedAt: 9 }),
      entry({ title: '电话登记', updatedAt: 8 }),
      entry({ title: '电话', body: '闸门', updatedAt: 1 }),
    ];
    expect(titlesOf(entries, '电话登记闸门')[0]).toBe('电话登记');
    const common = Array.from({ length: 5 }, () => entry({ title: '登记办法', updatedAt: 9 }));
    expect(titlesOf([...common, entry({ title: '闸门办法' })], '登记闸门')[0]).toBe('闸门办法');
  });

  it('puts what is called so before what has it as a part of its name', () => {
    const entries = [
      entry({ title: '滨江小区停水公告', updatedAt: 9 }),
      entry({ title: '供水', synonyms: ['停水'], updatedAt: 1 }),
    ];
    expect(titlesOf(entries, '停水')).toEqual(['供水', '滨江小区停水公告']);
  });

  it('lets the newest go first among equals alone', () => {
    const entries = [1, 3, 2].map((updatedAt) => entry({ title: `停水${updatedAt}`, updatedAt }));
    expect(titlesOf(entries, '停水')).toEqual(['停水3', '停水2', '停水1']);
  });

  it('compares more than the index can tell apart', () => {
    const notices = Array.from({ length: 100 }, (_, at) =>
      entry({ title: `第${at}号停水`, updatedAt: 9 }),
    );
    expect(titlesOf([entry({ title: '停水' }), ...notices], '停水')[0]).toBe('停水');
  });

  it('leaves out what is not in force, however many there are', () => {
    const over = Array.from({ length: 200 }, () => entry({ title: '停水', validUntil: now }));
    expect(titlesOf([entry({ title: '停水有效' }), ...over], '停水')).toEqual(['停水有效']);
  });

  it('finds what citizens mean by another word, after what is called so', () => {
    const entries = [
      entry({ title: '消火栓', updatedAt: 9 }),
      entry({ title: '消防栓', updatedAt: 1 }),
      entry({ title: '消防', updatedAt: 1 }),
    ];
    expect(titlesOf(entries, '消防栓')).toEqual(['消防栓', '消火栓', '消防']);
  });
});

describe('wrong characters', () => {
  it.each([
    ['停睡', '停水'],
    ['水雅低', '水压低'],
    ['阴景盖', '窨井盖'],
    ['楼水', '漏水'],
    ['新号', '信号'],
    ['陇头', '龙头'],
    ['炸路', '砸路'],
    ['从新办理', '重新办理'],
  ])('%s finds %s', (asked, title) => {
    expect(titlesOf([entry({ title }), entry({ title: '无关' })], asked)).toEqual([title]);
  });

  it('puts what is written so before what only sounds so', () => {
    const entries = [
      entry({ title: '积水', updatedAt: 9 }),
      entry({ title: '机水', updatedAt: 1 }),
    ];
    expect(titlesOf(entries, '机水')).toEqual(['机水', '积水']);
  });

  it('does not find by a sound that only begins alike', () => {
    expect(titlesOf([entry({ title: '阶梯' })], '饥饿')).toEqual([]);
  });
});

describe('what is marked', () => {
  const marks = (changes: Partial<KnowledgeEntry>, text: string) =>
    knowledgeStore(words, [entry(changes)]).searchKnowledge(text, 1, now)[0]?.words;

  it.each([
    ['停水公告', '小区停水公告', ['停水公告']],
    ['停睡', '小区停水公告', ['停水']],
    ['tsgg', '小区停水公告', ['停水公告']],
    ['tingshui', '小区停水公告', ['停水']],
    ['tingsh', '小区停水公告', ['停水']],
    ['费', '水费', ['费']],
    ['没有水', '为什么没水', ['没水']],
    ['水表倒着转', '水表倒转', ['水表倒转']],
    ['公告 停水', '停水的公告', ['停水', '公告']],
  ])('of %s in %s is %j', (text, title, expected) => {
    expect(marks({ title }, text)).toEqual(expected);
  });

  it('is what the text writes, and the excerpt stands around most of it', () => {
    const body = `水费。${'无关'.repeat(100)}水表倒转，水费多了。${'以后'.repeat(100)}`;
    const [hit] = knowledgeStore(words, [
      entry({ title: '甲', synonyms: ['水表倒转'], body }),
    ]).searchKnowledge('水表倒砖水费', 1, now);
    expect(hit?.words).toEqual(['水费', '水表倒转']);
    expect(hit?.excerpt).toMatch(/^….*水表倒转，水费多了.*…$/u);
  });
});

describe('laws', () => {
  const store = knowledgeStore(words, seeded);
  const first = (text: string, count = 5, of = store) =>
    of.searchKnowledge(text, count, now).map((hit) => hit.entry.entryNo);
  const questions = [...judged.office, ...judged.seen].map(({ q }) => q);

  it('an entry that shares no word with a question never changes the order of the others', () => {
    // Characters that no question has, nor any that sounds like one of them.
    const strange = fc.string({
      unit: fc.constantFrom(...Array.from('颇抛瓢瞟扑葡谋某俄鹅饿')),
      minLength: 2,
      maxLength: 12,
    });
    const strangers = fc.array(
      fc.record({ title: strange, body: strange, synonyms: fc.array(strange, { maxLength: 3 }) }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(strangers, fc.constantFrom(...questions), (changes, question) => {
        const others = changes.map((change) => entry({ ...change, entryNo: '', updatedAt: now }));
        const known = new Set(seeded.map(({ entryNo }) => entryNo));
        const more = knowledgeStore(words, [...others, ...seeded]);
        const found = first(question, 50, more).filter((entryNo) => known.has(entryNo));
        expect(found.slice(0, 30)).toEqual(first(question, 30));
      }),
      { numRuns: 15 },
    );
  });

  it('one wrong character of the same sound finds among the first five what the right one finds first', () => {
    const alike = new Map(
      characterSounds
        .trim()
        .split(/\s+/u)
        .flatMap((item) => {
          const usual = Array.from(item.replace(/^[a-z]+:/u, '').split('/')[0] ?? '');
          return usual.map((character) => [character, usual] as const);
        }),
    );
    const named = seeded.flatMap(({ synonyms }) => synonyms);
    const typed = fc
      .record({ name: fc.constantFrom(...named), at: fc.nat(), other: fc.nat() })
      .map(({ name, at, other }) => {
        const characters = Array.from(name);
        const place = at % characters.length;
        const choices = alike.get(characters[place] ?? '') ?? [];
        const wrong = characters.with(
          place,
          choices[other % choices.length] ?? characters[place] ?? '',
        );
        return { name, wrong: wrong.join('') };
      });
    // Of all 31,219 of the seed six are lost, each the only character of its word (`水呀低`): seldom, and not never.
    const missed = fc
      .sample(typed, 300)
      .filter(({ name, wrong }) => !first(wrong).includes(first(name, 1)[0] ?? ''));
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(2);
  });

  it('whatever is typed is answered, with notices beside it, and every mark stands where it is shown', () => {
    const crowded = knowledgeStore(words, [...seeded, ...freshNotices(now)]);
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.string({
        unit: fc.constantFrom(...Array.from('停水表费漏压井盖污渍ts0K-"*（ ')),
        maxLength: 100,
      }),
    );
    fc.assert(
      fc.property(text, (asked) => {
        for (const hit of crowded.searchKnowledge(asked, 20, now)) {
          const shown = `${hit.entry.title}\n${hit.entry.wording?.spoken ?? ''}\n${hit.entry.answer}\n${hit.entry.body}`;
          for (const word of hit.words)
            expect(shown.toLowerCase().normalize('NFKC')).toContain(word);
          expect(hit.excerpt.length).toBeLessThanOrEqual(400);
        }
      }),
      { numRuns: 200 },
    );
  });
});
