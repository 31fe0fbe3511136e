import { shanghaiTime } from '../../shared/domain/tickets/course-note.ts';
import type { SeededRandom } from '../../shared/seeded-random.ts';

/** Rows as a city's platform exports them: wide, mostly empty, in its own codes, with the odd values of real ones. Names and numbers are nobody's. */

/** One field of a row. Platforms write what is not there as `''`, `null`, or the word. */
export type CityValue = string | number | null;
export type WideRow = Readonly<Record<string, CityValue>>;

interface Template {
  /** 问题分类编码, see `deploy/hub/city.json`. */
  readonly category: string;
  readonly name: string;
  /** 诉求性质. */
  readonly kind: string;
  readonly urgent: boolean;
  readonly words: readonly string[];
}

const templates: readonly Template[] = [
  {
    category: 'SW0101',
    name: '供水-停水',
    kind: 'QZ',
    urgent: true,
    words: [
      '家中从今天早上开始停水，没有看到通知，希望尽快恢复供水。',
      '整栋楼突然停水，家里有老人，请核实原因。',
    ],
  },
  {
    category: 'SW0102',
    name: '供水-水压',
    kind: 'QZ',
    urgent: false,
    words: ['住在六楼，晚高峰水压很小，热水器打不着火。'],
  },
  {
    category: 'SW0103',
    name: '供水-水质',
    kind: 'TS',
    urgent: false,
    words: ['自来水发黄，放了十分钟仍不清，要求检测水质并回复。'],
  },
  {
    category: 'SW0106',
    name: '供水-水费水表',
    kind: 'ZX',
    urgent: false,
    words: ['本月水费比上月多出一倍，想咨询抄表数据和阶梯水价。'],
  },
  {
    category: 'SW0201',
    name: '排水-渍水',
    kind: 'QZ',
    urgent: true,
    words: ['小区门口积水没过脚踝，车辆无法通行，请派人抽排。'],
  },
  {
    category: 'SW0202',
    name: '排水-管道堵塞',
    kind: 'QZ',
    urgent: false,
    words: ['一楼下水道返水，物业称属市政管道，请疏通。<br/>此前已反映两次。'],
  },
  {
    category: 'SW0204',
    name: '排水-井盖',
    kind: 'QZ',
    urgent: true,
    words: ['人行道上井盖缺失，晚上没有路灯，非常危险。'],
  },
  {
    category: 'SW0301',
    name: '河湖-水体污染',
    kind: 'JB',
    urgent: false,
    words: ['有工厂夜间向港渠排放黑水，气味刺鼻，要求查处并保密。'],
  },
  {
    category: 'SW0701',
    name: '工程-施工扰民',
    kind: 'TS',
    urgent: false,
    words: ['管网改造夜间施工，路面至今没有恢复。'],
  },
];

const districts: readonly (readonly [code: string, name: string])[] = [
  ['420102', '江岸区'],
  ['420103', '江汉区'],
  ['420104', '硚口区'],
  ['420105', '汉阳区'],
  ['420106', '武昌区'],
  ['420107', '青山区'],
  ['420111', '洪山区'],
  ['420112', '东西湖区'],
  ['420117', '新洲区'],
];
const roads = ['测试路', '演练大道', '样例街', '练习巷'];
const families = ['张', '王', '李', '赵', '陈', '刘'];

/** 0 ≤ whole number < `count`. */
const upTo = (random: SeededRandom, count: number) => Math.floor(random.between(0, count));

const hourMs = 3_600_000;

/** One dispatch of now: about 110 fields, most of them none of our business. */
export function dispatchRow(
  random: SeededRandom,
  { cityNo, at }: { cityNo: string; at: number },
): WideRow {
  const template = random.pick(templates);
  const [districtCode, districtName] = random.pick(districts);
  const hours = template.urgent ? 24 : 120;
  const dueAt = at + hours * hourMs;
  const digits = String(upTo(random, 10_000)).padStart(4, '0');
  const address = `${districtName}${random.pick(roads)}${1 + upTo(random, 200)}号`;
  const anonymous = random.chance(0.1);
  return {
    ...emptyFields(random),
    ORDER_ID: `${cityNo}-${upTo(random, 1_000_000)}`,
    ORDER_NO: cityNo,
    CALLER_NAME: anonymous ? '匿名' : `${random.pick(families)}${random.pick(['先生', '女士'])}`,
    CALLER_SEX: random.pick(['1', '2', '0']),
    CALLER_PHONE: random.pick([`1990000${digits}`, `199-0000-${digits}`, ` 1990000${digits} `]),
    CALLER_CONTACT: random.pick(['', null, `027-8000${digits}`]),
    SOURCE_TYPE: random.pick(['DH', 'WX', 'WZ']),
    CALL_TIME: shanghaiTime(at - 20 * 60_000),
    CALLER_TYPE: template.kind,
    QUESTION_CODE: template.category,
    QUESTION_NAME: template.name,
    PILOT_LIGHT: template.urgent ? '2' : random.pick(['0', '', null]),
    IS_SECRET: template.kind === 'JB' ? '1' : '0',
    IS_VISIT: '1',
    TITLE: random.pick(['', `关于${template.name}的诉求`, '\u200b']),
    MAIN_CONTENT: random.pick(template.words),
    ADDRESS_CODE: districtCode,
    ADDRESS: random.pick([address, `${address}\t`, `武汉市${address}（地图定位）`]),
    ORG_NAME: '市水务局',
    ORG_CODE: 'WH-SWJ',
    APPOINTED: random.chance(0.05) ? '1' : '0',
    TIME_UNIT: template.urgent ? '2' : '1',
    HANDLE_DAYS: template.urgent ? '24' : '5',
    DISPATCH_TIME: shanghaiTime(at),
    DEADLINE: random.pick([shanghaiTime(dueAt), shanghaiTime(dueAt).replaceAll('-', '/')]),
    DISPATCH_ADVICE: '请按职责办理并回复诉求人。',
    ORDER_STATE: '已派件',
    OLD_ORDER_NO: random.chance(0.15) ? `OLD${cityNo.slice(2)}` : '',
  };
}

/** Fields that a platform carries along; one in five with something in it. */
const carried = [
  'MAIL COMPANY_NAME CALLER_LABEL CALL_SUBJECT REFLECT_NAME REFLECT_PHONE HANDLE_MODEL URGE_ORDER_NO ADDRESS_POINTS LABEL_ID',
  'IS_OLD_CALLER TEL_OPERATOR_ID TEL_OPERATOR_NAME TEL_OPERATOR_TIME TEL_OFFICE_ID OCCUPY_USER_ID OCCUPY_USER_NAME OCCUPY_OFFICE_ID',
  'OCCUPY_STATE COMPLETE_TIME IS_SUPERVISE BACK_REASON BACK_TIME IS_HARD HARD_TIME IS_EXPIRE IS_TIMEOUT DELAY_DAYS DELAY_DEADLINE',
  'DELAY_REASON VISIT_AUDIT_USER_ID VISIT_AUDIT_OFFICE_ID VISIT_AUDIT_STATE VISIT_USER_ID VISIT_OFFICE_ID VISIT_STATE CALL_ID',
  'CALL_RECORD_FILE_ID BACK_NUM VISIT_NUM FINISH_NUM DELAY_NUM VISITOR_ID VISIT_RECORD_FILES VISIT_CONNECTED VISIT_TIME VISIT_FAILED',
  'VISIT_TRUE VISIT_CONTACTED VISIT_SOLVED VISIT_SATISFIED FIRST_SATISFIED FINAL_SATISFIED APPEAL_STATE VISIT_CLEAR VISIT_OPINION_TYPE',
  'VISIT_OPINION VISIT_RESULT EXTEND_1 EXTEND_2 EXTEND_3 EXTEND_4 EXTEND_5 DEL_FLAG TASK_ID NONSENSE_STATE NONSENSE_OFFICE_ID',
  'NONSENSE_TIME NONSENSE_REASON IS_REHANDLE REHANDLE_TIME REHANDLE_OPINION REHANDLE_NUM SUBMIT_AUDIT_TIME SUB_OFFICE_ID SUB_OFFICE_NAME',
  'SUB_DISPATCH_TIME SUB_ADVICE SUB_HANDLE_DAYS SUB_DEADLINE SUB_TIME_UNIT SUPERVISE_RANGE SUPERVISE_STATE JOINT_OPINION JOINT_STATUS',
]
  .join(' ')
  .split(' ');

function emptyFields(random: SeededRandom): Record<string, CityValue> {
  const something: readonly CityValue[] = ['0', '1', 'null', ' ', 0, '无'];
  return Object.fromEntries(
    carried.map((name) => [
      name,
      random.chance(0.2) ? random.pick(something) : random.pick<CityValue>(['', null]),
    ]),
  );
}
