import { categories } from './categories.ts';
import { districtChoices } from './places.ts';

/** By what categories and districts are found besides their names: pinyin, and what citizens say. */

/** Pinyin of each run of Han characters of the name, then the citizens' words. A code that is missing is found by its name. */
const ofCategories: Readonly<Record<string, readonly [string, string]>> = {
  'supply.outage': ['ting shui', '没水 断水 没得水 停供'],
  'supply.pressure': ['shui ya', '水小 水流细 高层没水 压力低'],
  'supply.quality': ['shui zhi', '黄水 水发黄 水浑 异味 漂白粉'],
  'supply.leak': ['lou shui/bao guan', '水管爆 冒水 喷水 滴水 渗水'],
  'supply.secondary': ['er ci gong shui', '二供 水箱 泵房 加压'],
  'supply.billing': ['shui fei/shui biao', '水费高 查水费 换表 校表'],
  'supply.service': ['bao zhuang/guo hu/fu wu', '开户 更名 改名 销户 新装'],
  'supply.hydrant': ['xiao huo shuan/fa men', '消防栓'],
  'drainage.waterlogging': ['zi shui/ji shui', '淹水 内涝 被淹 进水 淹了'],
  'drainage.blockage': ['guan dao du se/hua fen chi', '下水道堵 反水 排不下去 堵了'],
  'drainage.overflow': ['wu shui wai yi', '冒溢 粪水 臭水 污水冒'],
  'drainage.cover': ['xun jing gai/yu shui bi', '井盖 下水道盖 篦子 井口'],
  'drainage.collapse': ['guan wang po sun/lu mian ta xian', '路塌 地陷 空洞 下沉'],
  'drainage.permit': ['yu wu hun jie/pai shui xu ke', '乱排 私接 排水证'],
  'drainage.station': ['beng zhan/han dong', '抽水站 下穿通道'],
  'rivers.pollution': ['shui ti wu ran/hei chou', '死鱼 水发臭 变色 排污口'],
  'rivers.filling': ['tian hu zhan hu', '倒渣土 围湖'],
  'rivers.shoreline': ['an xian/wei jian', '搭棚 违章建筑 占河堤'],
  'rivers.waste': ['la ji piao fu wu', '水葫芦 垃圾'],
  'rivers.source': ['shui yuan di bao hu', '取水口 钓鱼 游泳'],
  'rivers.sand': ['fei fa cai sha', '挖砂 采砂船 偷砂'],
  'flood.dyke': ['di fang/zha zhan xian qing', '管涌 大堤 渗水 闸门'],
  'flood.level': ['shui wei/yu jing zi xun', '涨水 汛期 响应 预警'],
  'saving.waste': ['lang fei yong shui/ji hua yong shui', '长流水 节水'],
  'soil.erosion': ['qi tu/shui tu liu shi', '泥浆 泥水'],
  'works.disturbance': ['shi gong rao min/lu mian wei hui fu', '半夜施工 噪音 挖路 围挡'],
  'enforcement.theft': [
    'dao yong gong gong gong shui/po huai she shi',
    '偷水 盗水 偷盗用水 私接水管',
  ],
  'conduct.attitude': ['ban shi tuo yan/tai du cha', '推诿 不作为'],
  'other.notWater': ['fei shui wu', '不归水务'],
};

/** 黄陂 is read huáng pí, which dictionaries of single characters do not know. */
const ofDistricts: Readonly<Record<string, string>> = {
  江岸区: 'jiang an qu',
  江汉区: 'jiang han qu',
  硚口区: 'qiao kou qu',
  汉阳区: 'han yang qu',
  武昌区: 'wu chang qu',
  青山区: 'qing shan qu',
  洪山区: 'hong shan qu',
  东西湖区: 'dong xi hu qu',
  汉南区: 'han nan qu',
  蔡甸区: 'cai dian qu',
  江夏区: 'jiang xia qu',
  黄陂区: 'huang pi qu',
  新洲区: 'xin zhou qu',
  武汉经开区: 'wu han jing kai qu',
  东湖高新区: 'dong hu gao xin qu',
  东湖风景区: 'dong hu feng jing qu',
  长江新区: 'chang jiang xin qu',
  待核实: 'dai he shi',
};

/** Pinyin of a category's or a district's name as it is kept: runs by `/`, syllables by a blank; `''` = none is known. */
export function pinyinOf(choice: string): string {
  return ofCategories[choice]?.[0] ?? ofDistricts[choice] ?? '';
}

const known = new Map<string, readonly string[]>([
  ...categories.map(({ code, group, name }) => {
    const said = ofCategories[code]?.[1].split(' ') ?? [];
    return [code, [`${group} / ${name}`, ...said, ...spellings(pinyinOf(code))]] as const;
  }),
  ...districtChoices.map(
    (district) => [district, [district, ...spellings(pinyinOf(district))]] as const,
  ),
]);

/** Initials and whole syllables from each syllable onwards: `ts`, `tingshui`, `shui` for 停水. */
function spellings(pinyin: string): string[] {
  return pinyin.split('/').flatMap((run) => {
    const syllables = run.split(' ');
    return syllables.flatMap((_, from) => {
      const rest = syllables.slice(from);
      return [rest.map((syllable) => syllable.charAt(0)).join(''), rest.join('')];
    });
  });
}

/**
 * Is the category (by its code) or district meant by what was typed? By a part of its name or of a citizen's word, or by the beginning
 * of its pinyin or of the initials. Nothing typed means all of them.
 */
export function isChoiceMeant(choice: string, typed: string): boolean {
  const asked = typed.normalize('NFKC').toLowerCase().replaceAll(/[\s']/g, '');
  if (asked === '') return true;
  const isLatin = /^[a-z]+$/.test(asked);
  return (known.get(choice) ?? [choice]).some((word) =>
    isLatin ? word.startsWith(asked) : word.replaceAll(' ', '').includes(asked),
  );
}
