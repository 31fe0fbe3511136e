import type { KnowledgeEntry } from '../../../src/shared/domain/knowledge/knowledge.ts';
import { aKnowledgeEntry } from '../hub-values.ts';

/** What offices put into a knowledge base for some days: the words of the answers, and no answer. */
const subjects: readonly (readonly [title: string, body: string])[] = [
  ['临时停水通知', '因管道检修需要临时停水，停水期间请关好水龙头，来水后先放水几分钟。'],
  ['水压波动提示', '泵房设备调试，高层住户可能出现水压低、水小，属正常现象。'],
  ['水费账单系统升级公告', '系统升级期间暂停查询水费、缴水费和开发票，升级后恢复，水表照常抄见。'],
  ['爆管抢修进展', '路面冒水处已关阀，抢修人员正在更换水管，附近漏水点一并处理。'],
  ['水质检测情况说明', '用户反映水发黄、有异味，取样检测合格，请放水后饮用自来水。'],
  ['道路渍水处置通报', '强降雨造成路面积水，排水单位已抽排，车辆请绕行，无人被困。'],
  ['下水道清掏安排', '下水道和化粪池清掏，作业期间可能有臭味，污水不会外溢。'],
  ['井盖更换施工公告', '更换窨井盖，夜间施工有噪音，请绕行，井盖响的问题一并解决。'],
  ['防汛值班安排', '进入汛期，暴雨预警期间泵站全部开机，大堤巡查加密，沙袋已备好。'],
  ['水表更换通知', '到期水表更换为远传水表，换表当天请家里留人，核对水表读数。'],
  ['消防栓维护公告', '维护消火栓，过程中消防栓可能喷水，不是被撞，请勿偷水取水。'],
  ['接线员培训与热线排班', '培训期间热线电话照常，对态度差的投诉由班长回访，电话录音照常。'],
];
const places = ['建设一路', '解放大道', '青年新村', '滨江小区', '团结巷'];

/** 60 notices of the last days, in force, newer than every answer; every fifth has a word of its title as a synonym. */
export function freshNotices(now: number): KnowledgeEntry[] {
  return places.flatMap((place, row) =>
    subjects.map(([title, body], column): KnowledgeEntry => {
      const at = row * subjects.length + column;
      return {
        ...aKnowledgeEntry(`00000000-0000-4000-8000-${String(900_000 + at).padStart(12, '0')}`),
        entryNo: `K-9${String(at).padStart(3, '0')}`,
        title: `${place}${title}（${1 + (at % 28)}日）`,
        body: `${place}：${body}如有疑问请拨打 96510。`,
        answer: '',
        wording: undefined,
        synonyms: at % 5 === 0 ? [title.slice(0, 4)] : [],
        validFrom: now - (1 + at) * 3_600_000,
        validUntil: now + 86_400_000,
        updatedAt: now - (1 + at) * 60_000,
      };
    }),
  );
}
