/**
 * What the search knows of the language besides the entries. What citizens call one entry, and how that is often typed wrong, are
 * the entry's `synonyms`, which the lead edits; here is what holds for every entry.
 */
export interface SearchWords {
  /** Phrases and characters that say nothing of what is asked. Taken out, what stood around them are neighbours. */
  readonly empty: readonly string[];
  /** Groups of words that mean the same: one of a group asks for the others, too. */
  readonly same: readonly (readonly string[])[];
  /** Beginnings and ends of a syllable that are mixed up in speaking and so in typing, the longer one first. */
  readonly nearInitials: readonly (readonly [string, string])[];
  readonly nearFinals: readonly (readonly [string, string])[];
}

const emptyPhrases = `是怎么回事 怎么回事 怎么办 怎么样 为什么 为啥 请问 你好 您好 麻烦 我想问 想问 咨询 我们 你们 他们 咱们 是不是
  能不能 可不可以 可以 有没有 什么 怎么 如何 哪个 一直 一下 现在 已经 这个 那个 这里 那里 因为 所以 还是 就是 但是 觉得 老是 总是 到底`;
const emptyCharacters =
  '的了吗呢啊吧呀嘛是有在我你您他她也都就还和得着把给很太这那个又想要让跟与到从';

/** What every desk begins with. */
export const suppliedSearchWords: SearchWords = {
  empty: [...emptyPhrases.split(/\s+/), ...Array.from(emptyCharacters)],
  same: [
    ['没水', '没有水', '没得水', '冇得水', '断水', '停水'],
    ['没', '冇得', '冇', '没得'],
    ['家里', '屋里'],
    ['井盖', '窨井盖', '阴井盖', '下水道盖', '马葫芦盖', '沙井盖'],
    ['下水道', '阴沟', '污水管', '排水管'],
    ['消火栓', '消防栓', '消防龙头'],
    ['渍水', '积水', '淹水', '内涝'],
    ['水压低', '水压小', '水小', '水流小'],
    ['过户', '更名', '改名', '换名字', '换户主'],
    ['异味', '味道', '臭味', '气味', '怪味'],
    ['采砂', '采沙', '挖砂', '挖沙'],
    ['游泳', '玩水'],
    ['工作人员', '接线员', '话务员', '客服'],
    ['价', '价格', '多少钱'],
    ['赔', '赔偿', '补偿'],
    ['漏水', '渗水', '滴水'],
  ],
  nearInitials: [
    ['zh', 'z'],
    ['ch', 'c'],
    ['sh', 's'],
    ['n', 'l'],
  ],
  nearFinals: [
    ['ing', 'in'],
    ['eng', 'en'],
  ],
};
