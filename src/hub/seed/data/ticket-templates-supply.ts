import type { TicketTemplate } from '../ticket-template.ts';

export const supplyTemplates: readonly TicketTemplate[] = [
  {
    categoryCode: 'supply.outage', place: 'home', handler: 'waterGroup',
    contents: [
      ['help', '来电人反映{at}{when}起停水，整栋楼都没有水，没有看到停水公告，家中有老人，希望尽快恢复供水并告知原因。'],
      ['consultation', '来电人反映{at}这{days}天每到{when}就没水，邻居家也一样，询问是不是计划停水、什么时候能正常。'],
      ['complaint', '来电人表示{at}按公告应在{when}恢复供水，现在仍然没有水，要求核实恢复时间。'],
    ],
    results: [
      '经核实，系附近供水管道接头损坏，抢修人员已到场更换管件，当日恢复供水，并已向来电人说明原因。',
      '经核实，停水为管道改造施工所致，施工已结束，供水恢复，供水单位已电话告知来电人。',
    ],
  },
  {
    categoryCode: 'supply.pressure', place: 'home', handler: 'waterGroup',
    contents: [
      ['help', '来电人住高层，反映{at}{when}水压很低，热水器打不着，物业说不归物业管，希望有关单位上门查看。'],
      ['help', '来电人反映{at}近{days}天水流明显变小，清洗过水龙头滤网也没有改善，整个单元都是这样。'],
      ['consultation', '来电人咨询{at}水压偏低应当找物业还是自来水公司，希望给个明确答复。'],
    ],
    results: [
      '经现场测试，市政管网压力正常，小区加压泵一台停机，已督促管理单位修复，来电人表示水压恢复。',
      '经排查，表前阀门未全开，工作人员已打开并测压，水压正常，来电人认可。',
    ],
  },
  {
    categoryCode: 'supply.quality', place: 'home', handler: 'waterGroup',
    contents: [
      ['complaint', '来电人反映{at}{when}开始自来水发黄，放水十几分钟仍不见清，担心影响健康，要求检查水质。'],
      ['help', '来电人反映{at}停水恢复后水里有细小泥沙，同单元住户也有同样情况。'],
      ['help', '来电人反映{at}自来水有明显漂白粉气味，已持续{days}天，希望检测并告知能否饮用。'],
    ],
    results: [
      '工作人员已上门放水并取样，放水后水质清澈，取样检测项目符合要求，已将结果告知来电人。',
      '经查为管道施工后扰动所致，已对该支管进行冲洗排放，水质恢复正常，来电人表示满意。',
    ],
  },
  {
    categoryCode: 'supply.leak', place: 'road', handler: 'waterGroup',
    contents: [
      ['help', '来电人反映{at}路面{when}开始冒水，水流到机动车道，路面有轻微下沉，担心塌陷，请尽快抢修。'],
      ['help', '来电人反映{at}人行道地砖缝里一直渗清水，已有{days}天，浪费严重。'],
      ['help', '来电人反映{at}水管爆裂，水柱约一人高，附近商铺门口已积水{depth}。'],
    ],
    results: [
      '抢修人员到场关阀开挖，更换破损管段，当日恢复供水并回填路面，现场已清理。',
      '经开挖查明为支管接口渗漏，已完成修复，路面临时恢复，后续由道路单位恢复面层。',
    ],
  },
  {
    categoryCode: 'supply.secondary', place: 'home', handler: 'district',
    contents: [
      ['help', '来电人反映{at}地下泵房夜间噪音大，影响休息，向物业反映过{days}次未解决，希望主管部门督促。'],
      ['complaint', '来电人反映{at}水箱长时间没有清洗，要求公示清洗和检测记录。'],
      ['consultation', '来电人咨询{at}二次供水设施是否已移交供水单位，维修应当找谁。'],
    ],
    results: [
      '区水务部门已约谈物业单位，物业更换减振垫并调整夜间运行参数，来电人表示噪音减小。',
      '已核查水箱清洗记录，要求管理单位在公示栏张贴清洗和检测结果，现已张贴。',
    ],
  },
  {
    categoryCode: 'supply.billing', place: 'home', handler: 'waterGroup',
    contents: [
      ['complaint', '来电人反映{at}本期水费比平时高出一倍多，家中用水没有变化，自查过没有漏水，要求复核抄表读数。'],
      ['complaint', '来电人反映{at}关闭所有龙头后水表仍在走，怀疑水表有问题，要求上门检查。'],
      ['consultation', '来电人咨询水费账单在哪里查、可以用哪些方式缴费，地址为{at}。'],
    ],
    results: [
      '经复核，本期为两个月合并抄表，水量无误，已向来电人解释并发送分月明细。',
      '经复核，抄见读数与表盘一致，系马桶进水阀漏水所致，工作人员现场协助关闭并说明，来电人认可。',
    ],
  },
  {
    categoryCode: 'supply.service', place: 'home', handler: 'waterGroup',
    contents: [
      ['consultation', '来电人咨询{at}买了二手房，水表户名还是原业主，过户需要带什么材料、到哪里办。'],
      ['complaint', '来电人反映到营业网点办理{at}过户，工作人员要求补材料但没有一次说清，来回跑了{days}趟。'],
      ['praise', '来电人表示前几天维修人员{when}到{at}抢修，态度好、动作快，希望转达感谢。'],
      ['suggestion', '来电人建议供水公告在小区张贴的同时，也通过短信告知{at}一带的住户。'],
    ],
    results: [
      '已将情况转达相关网点和班组，网点负责人致电来电人，说明办理要求并提供预约服务。',
      '已核实并转达，供水单位表示将继续改进服务，来电人对答复表示认可。',
    ],
  },
  {
    categoryCode: 'supply.hydrant', place: 'road', handler: 'waterGroup',
    contents: [
      ['help', '来电人反映{at}消火栓被货车撞歪，正在往外喷水，影响行人通行。'],
      ['help', '来电人反映{at}消火栓栓盖缺失，底部持续滴漏，已有{days}天。'],
    ],
    results: [
      '抢修人员到场关阀，更换消火栓并试压合格，现场已恢复。',
      '已更换密封件并补装栓盖，测试无渗漏。',
    ],
  },
];
