import { bureauOf } from '../../../shared/domain/office/bureaus.ts';
import type { Ticket, TicketKind, TicketState } from '../../../shared/domain/tickets/ticket.ts';

/** Callers with a story, for demonstration, practice and tests. `unknown` has no ticket at all. */
export const demoCallers = {
  /** One open waterlogging ticket of 江汉区 示例路 and two closed earlier ones. */
  repeat: '19900000123',
  /** Three open tickets about different matters: the agent must choose. */
  several: '02700000456',
  /** One closed ticket only. */
  closedOnly: '19900000124',
  unknown: '19900000199',
} as const;

const hour = 3_600_000;
const day = 24 * hour;

/** What is told about one ticket of the demonstration. */
export interface Story {
  readonly name: string;
  readonly number: string;
  readonly requesterName: string;
  readonly kind: TicketKind;
  readonly categoryCode: string;
  readonly urgent: boolean;
  readonly state: TicketState;
  readonly agoMs: number;
  /** From opening to the last line of the course. */
  readonly tookMs: number;
  readonly district: string;
  readonly address: string;
  readonly content: string;
  readonly answer: string;
  readonly handler: string;
  readonly satisfaction: Ticket['satisfaction'];
}

const waterlogging = {
  number: demoCallers.repeat,
  requesterName: '张女士',
  kind: 'help',
  categoryCode: 'drainage.waterlogging',
  urgent: true,
  district: '江汉区',
  address: '示例路与样例街交叉口',
  handler: bureauOf('江汉区'),
} as const;
const severalBase = {
  number: demoCallers.several,
  requesterName: '李先生',
  urgent: false,
  satisfaction: null,
} as const;

/** In the order in which a caller's story is told. */
export const stories: readonly Story[] = [
  {
    ...waterlogging,
    name: 'demo:open',
    state: 'inHandling',
    agoMs: 5 * hour,
    tookMs: 2 * hour,
    answer: '',
    satisfaction: null,
    content:
      '来电人反映示例路与样例街交叉口雨后又积水，水深到小腿，长约五十米，小汽车过不去，临街商铺门口已进水，这是今年第三次反映，要求彻底整治。',
  },
  {
    ...waterlogging,
    name: 'demo:closed-1',
    state: 'closed',
    agoMs: 21 * day,
    tookMs: 18 * hour,
    satisfaction: 4,
    content: '来电人反映示例路与样例街交叉口雨后积水，水深没过脚踝，雨水篦子被树叶堵住，行人绕行。',
    answer: '排水单位到场清掏雨水口，约一小时后积水退净，并将该路口列入雨前巡查点位。',
  },
  {
    ...waterlogging,
    name: 'demo:closed-2',
    state: 'closed',
    agoMs: 58 * day,
    tookMs: 20 * hour,
    satisfaction: 3,
    content: '来电人反映示例路靠近样例街一侧积水，下水很慢，担心再下雨淹到店铺。',
    answer: '经查为雨水支管淤堵，已疏通并清运淤泥，来电人表示基本满意，希望长期解决。',
  },
  {
    ...severalBase,
    name: 'demo:several-1',
    kind: 'help',
    categoryCode: 'supply.pressure',
    state: 'inHandling',
    agoMs: 2 * day,
    tookMs: day,
    district: '武昌区',
    address: '演示大道66号演示小区3栋2单元',
    handler: '市水务集团',
    answer: '',
    content: '来电人反映演示小区3栋高层晚上水压很低，热水器打不着，物业说泵房没有问题。',
  },
  {
    ...severalBase,
    name: 'demo:several-2',
    kind: 'complaint',
    categoryCode: 'works.disturbance',
    state: 'assigned',
    agoMs: 5 * hour,
    tookMs: hour,
    district: '武昌区',
    address: '演示大道66号演示小区南门',
    handler: bureauOf('武昌区'),
    answer: '',
    content:
      '来电人反映演示小区南门外排水管网施工后路面只盖了钢板，车辆经过噪音很大，要求尽快恢复路面。',
  },
  {
    ...severalBase,
    name: 'demo:several-3',
    kind: 'complaint',
    categoryCode: 'supply.billing',
    state: 'awaitingCallback',
    agoMs: 4 * day,
    tookMs: 3 * day,
    district: '武昌区',
    address: '演示大道66号演示小区3栋2单元',
    handler: '市水务集团',
    content: '来电人反映本期水费比平时高出一倍多，家中用水没有变化，要求复核抄表读数。',
    answer: '经复核，本期为两个月合并抄表，水量无误，已发送分月明细。',
  },
  {
    name: 'demo:closed-only',
    number: demoCallers.closedOnly,
    requesterName: '王女士',
    kind: 'help',
    categoryCode: 'drainage.cover',
    urgent: true,
    state: 'closed',
    agoMs: 33 * day,
    tookMs: 10 * hour,
    district: '汉阳区',
    address: '样例街18号门前',
    handler: bureauOf('汉阳区'),
    satisfaction: 5,
    content: '来电人反映样例街18号门前井盖缺失，井口敞着，很危险。',
    answer: '工作人员到场设置围挡，当日补装井盖并加固井座，隐患消除。',
  },
];
