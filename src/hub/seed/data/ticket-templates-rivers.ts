import type { TicketTemplate } from '../ticket-template.ts';

export const riversTemplates: readonly TicketTemplate[] = [
  {
    categoryCode: 'rivers.pollution', place: 'water', handler: 'district',
    contents: [
      ['complaint', '来电人反映{at}水体发黑发臭，近{days}天明显加重，附近有一个排口一直在出水。'],
      ['complaint', '来电人反映{at}水面出现死鱼，{when}散步时看到有十几条，希望查明原因。'],
    ],
    results: [
      '区水务部门会同生态环境部门现场取样，封堵一处混接排口，并对水面进行清捞，后续持续观察。',
      '经查为雨后溢流引起缺氧，已开启增氧设备并清捞死鱼，水质正在恢复。',
    ],
  },
  {
    categoryCode: 'rivers.filling', place: 'water', handler: 'enforcement',
    contents: [
      ['report', '来电人举报{at}{when}有渣土车往湖边倒土，已填出一块平地，要求保密并尽快制止。'],
      ['report', '来电人举报{at}有人用建筑垃圾围出一块水面，已持续{days}天。'],
    ],
    results: [
      '执法人员到场制止，责令当事人停止倾倒并限期清运恢复，已立案调查。',
      '经核查情况属实，已督促清除围堰，恢复水面，按程序处理。',
    ],
  },
  {
    categoryCode: 'rivers.shoreline', place: 'water', handler: 'enforcement',
    contents: [
      ['complaint', '来电人反映{at}岸边有人搭建铁皮棚，占用亲水步道，希望核查是否违建。'],
      ['complaint', '来电人反映{at}堤坡上有人开荒种菜，破坏草皮。'],
    ],
    results: [
      '经核查属管理范围内擅自搭建，已下达整改通知，当事人已自行拆除。',
      '已对堤坡菜地进行清理并补植草皮，设置提示牌。',
    ],
  },
  {
    categoryCode: 'rivers.waste', place: 'water', handler: 'district',
    contents: [
      ['complaint', '来电人反映{at}水面漂浮垃圾和落叶较多，{when}气味明显，希望安排打捞。'],
      ['suggestion', '来电人建议在{at}增设垃圾桶，减少游客往水里丢东西。'],
    ],
    results: ['保洁单位已完成打捞清运，并增加每日巡查次数。', '建议已采纳，责任单位将在沿岸增设收集容器。'],
  },
  {
    categoryCode: 'rivers.source', place: 'water', handler: 'district',
    contents: [['report', '来电人反映{at}取水口附近{when}有人钓鱼、洗车，担心影响饮用水安全。']],
    results: ['区里组织联合巡查，劝离垂钓和洗车人员，并补设警示标志。'],
  },
  {
    categoryCode: 'rivers.sand', place: 'dyke', handler: 'enforcement',
    contents: [['report', '来电人举报{at}江面{when}有船只疑似采砂，灯光较暗，共两艘，要求保密。']],
    results: ['执法船到场检查，涉事船只已接受调查，按程序处理，已向来电人反馈。'],
  },
  {
    categoryCode: 'saving.waste', place: 'road', handler: 'district',
    contents: [
      ['complaint', '来电人反映{at}绿化带水管{when}一直流水无人关，已看到{days}次，浪费严重。'],
      ['consultation', '来电人咨询单位办理用水计划的手续，单位在{at}。'],
    ],
    results: ['管理单位已关闭并更换阀门，节水管理部门进行了现场提醒。', '已告知办理渠道和联系方式，来电人认可。'],
  },
  {
    categoryCode: 'soil.erosion', place: 'site', handler: 'district',
    contents: [['complaint', '来电人反映{at}雨天泥浆从围挡下流到路上，把雨水口都糊住了，近{days}天没人清理。']],
    results: ['已责令施工单位完善沉淀和覆盖措施，清理路面泥浆和雨水口。'],
  },
  {
    categoryCode: 'works.disturbance', place: 'road', handler: 'district',
    contents: [
      ['complaint', '来电人反映{at}排水管网改造{when}仍在施工，噪音影响休息，要求按规定时间施工。'],
      ['complaint', '来电人反映{at}埋管后路面只盖了钢板，已{days}周没有恢复，电动车经过很危险。'],
    ],
    results: [
      '建设单位已调整施工时间，夜间停止产生噪音的工序，并张贴告示，来电人认可。',
      '施工单位已拆除钢板并恢复路面，现场清理完毕。',
    ],
  },
  {
    categoryCode: 'enforcement.theft', place: 'site', handler: 'enforcement',
    contents: [['report', '来电人举报{at}有人{when}用水带从消火栓接水冲洗地面，已看到{days}次，要求保密。']],
    results: ['执法人员会同供水单位现场核查，制止违规取水并依法处理。'],
  },
  {
    categoryCode: 'conduct.attitude', place: 'office', handler: 'discipline',
    contents: [['complaint', '来电人反映到{at}办事时工作人员态度生硬，问了{days}次都没有给明确答复，要求核查并保密。']],
    results: ['已由专门部门核查，对当事人员进行批评教育，并向来电人致歉说明。'],
  },
  {
    categoryCode: 'other.notWater', place: 'road', handler: 'district',
    contents: [
      ['consultation', '来电人反映{at}路灯{when}不亮，影响出行，询问由哪个部门负责。'],
      ['complaint', '来电人反映{at}共享单车乱停放，堵住了盲道。'],
    ],
    results: ['该事项不属于水务职责，已告知来电人拨打 12345，由城市管理部门受理。'],
  },
];
