import type { TicketTemplate } from '../ticket-template.ts';

export const drainageTemplates: readonly TicketTemplate[] = [
  {
    categoryCode: 'drainage.waterlogging', place: 'road', handler: 'district',
    contents: [
      ['help', '来电人反映{at}{when}下雨后积水，水深{depth}，长约五十米，小汽车已无法通过，行人绕行，希望尽快抽排。'],
      ['complaint', '来电人反映{at}逢雨必积，这次{when}又淹了，水深{depth}，雨水篦子像是堵了，要求彻底整治。'],
      ['help', '来电人反映{at}路口低洼处积水{depth}，水已漫到临街商铺门槛，担心进屋。'],
    ],
    results: [
      '排水单位{when}到场清掏雨水口并架设移动泵抽排，约两小时后积水退净，现场留人值守至雨停。',
      '经查为雨水支管淤堵，已疏通并清运淤泥，同时将该处列入雨前巡查点位，来电人表示认可。',
    ],
  },
  {
    categoryCode: 'drainage.blockage', place: 'home', handler: 'district',
    contents: [
      ['help', '来电人反映{at}一楼下水返水，物业疏通{days}次都没有好，怀疑是外面的市政管道堵塞。'],
      ['help', '来电人反映{at}化粪池长期未清掏，井口有异味，希望督促物业清掏。'],
      ['help', '来电人反映{at}楼下排水管排水很慢，洗衣服时水会从地漏冒出来。'],
    ],
    results: [
      '经现场查勘，堵点位于小区红线内，已督促物业完成疏通，区排水单位配合清掏外侧检查井，现排水正常。',
      '已完成化粪池清掏和管道冲洗，来电人确认异味消除。',
    ],
  },
  {
    categoryCode: 'drainage.overflow', place: 'road', handler: 'district',
    contents: [
      ['help', '来电人反映{at}污水井{when}开始往外冒，流到人行道上，气味很大，行人无法通过。'],
      ['complaint', '来电人反映{at}菜市场旁污水外溢{days}天，反映后清过一次又冒，要求查清原因。'],
    ],
    results: [
      '排水单位已到场疏通管道、冲洗路面，外溢停止；后续对该段管道进行检测，防止反复。',
      '经查为餐饮油污凝结堵塞，已疏通，并对沿街商户开展排水宣传和检查。',
    ],
  },
  {
    categoryCode: 'drainage.cover', place: 'road', handler: 'district',
    contents: [
      ['help', '来电人反映{at}非机动车道上一块井盖不见了，井口敞着，盖子上原来有“雨”字，很危险。'],
      ['help', '来电人反映{at}井盖松动，车辆经过响声很大，{when}尤其影响休息，已有{days}天。'],
      ['help', '来电人反映{at}雨水篦子断裂下沉，自行车轮子容易卡住。'],
    ],
    results: [
      '工作人员到场设置围挡，当日补装井盖并加固井座，隐患消除。',
      '已更换减振胶圈并调平井盖，来电人确认响声消失。',
    ],
  },
  {
    categoryCode: 'drainage.collapse', place: 'road', handler: 'district',
    contents: [
      ['help', '来电人反映{at}路面塌了一个坑，约一米见方，能看到下面是空的，目前没有围挡。'],
      ['help', '来电人反映{at}路面下沉开裂，下雨时往下漏水，近{days}天裂缝变大。'],
    ],
    results: [
      '现场已围挡，经查为排水管道接口脱节，已修复管道并回填，路面由道路单位恢复。',
      '已对周边管道进行检测，完成局部修复和路面加固，恢复通行。',
    ],
  },
  {
    categoryCode: 'drainage.permit', place: 'road', handler: 'district',
    contents: [
      ['report', '来电人反映{at}旁有洗车店把污水直接倒进雨水篦子，多在{when}，希望查处，要求保密。'],
      ['consultation', '来电人咨询新开餐馆办理排水许可的流程和材料，店面在{at}。'],
    ],
    results: [
      '执法人员已到场核查，责令当事商户停止违规排放并接入污水管道，按程序处理。',
      '已向来电人说明办理流程和受理窗口，提供了材料清单。',
    ],
  },
  {
    categoryCode: 'drainage.station', place: 'road', handler: 'district',
    contents: [
      ['help', '来电人反映{at}附近泵站{when}运行噪音大，影响休息，希望采取降噪措施。'],
      ['help', '来电人反映{at}下穿通道雨天积水{depth}，怀疑泵站没有开机，请核实。'],
    ],
    results: [
      '运行单位已检修机组并加装隔音门，非抢排时段避免夜间启泵，来电人表示认可。',
      '经核实泵站按调度开机，通道积水系雨水口被树叶堵塞，已清理并加密巡查。',
    ],
  },
  {
    categoryCode: 'flood.dyke', place: 'dyke', handler: 'district',
    contents: [
      ['help', '来电人反映{at}背水坡草地上有水渗出，面积约两张桌子大，水是清的，{when}发现。'],
      ['help', '来电人反映{at}闸门关闭不严，有水从缝隙流出。'],
    ],
    results: [
      '防汛值班人员到场查看，为坡面排水沟渗漏，已疏通排水沟并安排专人观察，无险情发展。',
      '已对闸门止水进行更换，渗漏停止。',
    ],
  },
  {
    categoryCode: 'flood.level', place: 'dyke', handler: 'district',
    contents: [
      ['consultation', '来电人咨询目前防汛应急响应是几级、{at}能不能下去散步。'],
      ['consultation', '来电人咨询近期江水上涨，{at}亲水平台是否关闭。'],
    ],
    results: ['已按防汛指挥机构发布的信息答复来电人，并提醒注意安全。'],
  },
];
