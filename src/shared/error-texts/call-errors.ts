import type { ErrorCode } from '../error-codes.ts';
import type { ErrorText } from './error-text.ts';

type Area = `sip.${string}` | `phone.${string}` | `agent.${string}` | `call.${string}`;

/** Texts of what goes wrong with lines, calls and the agent. A code without a row does not compile. */
export const callErrors: Readonly<Record<Extract<ErrorCode, Area>, ErrorText>> = {
  'sip.badCredentials': {
    title: '分机登录未通过',
    effect: '软电话未登录，暂时不能接打电话，其他工作照常。',
    action: '请联系信息管理员核对本分机的号码和密码，改好后请退出并重新打开坐席台。',
    support: '核对本机配置中的分机号、域和密码与交换机是否一致，并查看交换机的鉴权日志。',
  },
  'sip.authUnsupported': {
    title: '交换机要求的认证方式本机不支持',
    effect: '软电话未登录，暂时不能接打电话，其他工作照常；分机密码没有被检验过。',
    action: '请联系信息管理员，不必修改分机密码。',
    support:
      '本机支持摘要认证的三种常用散列算法；请对照交换机拒绝登录时给出的认证头，改用其中一种。',
  },
  'sip.unknownHost': {
    title: '找不到交换机',
    effect: '软电话未登录，暂时不能接打电话，其他工作照常。',
    action: '请检查网线是否接好；网络正常仍不恢复时联系信息管理员。',
    support: '核对交换机地址是否写对，并检查本机的域名解析。',
  },
  'sip.certificateNotTrusted': {
    title: '交换机的安全证书不受信任',
    effect: '为防止通话被冒名接走，软电话没有登录，暂时不能接打电话。',
    action: '请联系信息管理员，不要自行跳过证书检查。',
    support: '把签发机构的根证书装到本机系统的受信任根，并确认交换机送出了中间证书。',
  },
  'sip.certificateExpired': {
    title: '交换机的安全证书已过期',
    effect: '软电话没有登录，暂时不能接打电话，其他工作照常。',
    action: '请先看右下角的日期对不对，再联系信息管理员。',
    support: '核对本机时钟；时钟正确时更换交换机网页通话服务的证书。',
  },
  'sip.certificateNotYetValid': {
    title: '交换机的安全证书还没有生效',
    effect: '多半是本机的日期不对。软电话没有登录，暂时不能接打电话，其他工作照常。',
    action: '请先看右下角的日期和时间对不对，再联系信息管理员。',
    support: '核对本机时钟和时区；时钟正确时查看交换机证书的生效日期。',
  },
  'sip.certificateWrongName': {
    title: '交换机的安全证书与地址不符',
    effect: '为防止通话被冒名接走，软电话没有登录，暂时不能接打电话。',
    action: '请联系信息管理员，不要自行跳过证书检查。',
    support:
      '配置里交换机地址的主机名必须写在证书的名称里；直接用网络地址时，证书里要有这个网络地址。',
  },
  'sip.certificateUnsafe': {
    title: '交换机的安全证书不安全',
    effect: '证书已被吊销或加密强度太低，软电话没有登录，暂时不能接打电话。',
    action: '请联系信息管理员，不要自行跳过证书检查。',
    support: '请为交换机换发证书，使用足够长的密钥和现行的签名算法。',
  },
  'sip.tlsFailed': {
    title: '与交换机的加密连接没有建立',
    effect: '软电话没有登录，暂时不能接打电话，其他工作照常。',
    action: '请联系信息管理员。',
    support: '核对交换机地址的端口、网页通话服务的加密协议版本，以及中间设备是否改写了连接。',
  },
  'sip.connectionLost': {
    title: '与交换机的连接中断',
    effect: '正在自动重连；进行中的通话会尽量保持，新来电暂时进不来。',
    action: '请稍候；超过一分钟未恢复时请告知班长，由其他坐席接听。',
    support: '检查本机网络、交换机的网页通话服务以及中间防火墙的空闲断开时间。',
  },
  'sip.registrationRejected': {
    title: '交换机拒绝了登录',
    effect: '软电话未登录，暂时不能接打电话，其他工作照常。',
    action: '请联系信息管理员，说明分机号和发生时间。',
    support: '查看交换机返回的状态码，核对该分机是否停用、是否允许网页通话方式登录。',
  },
  'sip.extensionTaken': {
    title: '本分机已在另一台电脑登录',
    effect: '来电可能响在另一台电脑上；本机保持登录，仍可接打电话。',
    action: '请确认自己的分机号；需要在本机使用时，先退出另一台电脑再重新登录。',
    support: '查看交换机上该分机的登录地址，确认两台电脑没有配置同一个分机。',
  },
  'sip.callFailed': {
    title: '电话没有打通',
    effect: '这次呼叫已结束，没有产生通话。',
    action: '请稍后重拨；连续失败时联系信息管理员。',
    support: '按时间查看交换机的呼叫日志和返回的状态码，检查外线是否可用。',
  },
  'sip.callCut': {
    title: '通话中断了',
    effect: '与交换机失去联系，或交换机已没有这通电话，通话已经结束；中断之前的录音已保存。',
    action: '请按号码给对方回拨；连续发生时告知班长并联系信息管理员。',
    support: '按时间查看交换机的呼叫日志，检查本机网络、交换机是否重启以及中间设备的空闲断开时间。',
  },
  'sip.notAcknowledged': {
    title: '接听后没有接通',
    effect: '交换机没有确认这次接听，通话已结束，来电人可能还在等候或已挂断。',
    action: '请按来电号码回拨；连续出现时联系信息管理员。',
    support: '本席应答后没有收到交换机的确认消息，请检查交换机到坐席之间的路由和中间代理。',
  },
  'sip.busy': {
    title: '对方正在通话',
    effect: '这次呼叫已结束，通话记录里会留下这次外呼。',
    action: '请过几分钟再拨。',
    support: '属于正常情况，无需处理。',
  },
  'sip.noAnswer': {
    title: '对方无人接听',
    effect: '这次呼叫已结束，通话记录里会留下这次外呼。',
    action: '请换个时间再拨；回访需在不同时间多试几次。',
    support: '属于正常情况，无需处理。',
  },
  'sip.pbxSilent': {
    title: '交换机没有接通这次呼叫',
    effect: '交换机一直没有给出结果，这次呼叫已结束，没有产生通话。',
    action: '请重拨一次；仍然这样时联系信息管理员。',
    support:
      '按时间查看交换机的呼叫日志：收到了本席的呼叫，却没有返回振铃、接通或拒绝；检查外线和中间代理。',
  },
  'sip.numberNotFound': {
    title: '号码不存在或无法接通',
    effect: '这次呼叫已结束，没有产生通话。',
    action: '请核对号码后重拨，外地号码要带区号。',
    support: '核对交换机的外呼规则和出局前缀是否允许该类号码。',
  },
  'sip.callUnreadable': {
    title: '有一个来电因信令无法识别未能接入',
    effect: '电话没有接通，来电人听到什么由交换机决定；这个号码没有留下记录，其他来电照常。',
    action: '请告知信息管理员发生时间；市民再次来电时照常接听。',
    support:
      '在日志中按发生时间查找未能接入的来电及其原因，检查交换机、网关或中间代理写入的消息头。',
  },
  'sip.transferFailed': {
    title: '转接没有成功',
    effect: '对方无人接听或拒绝了转接，市民的电话还在您这里。',
    action: '请接回市民，说明情况后改转别处，或自己继续处理。',
    support: '查看交换机的转接记录，核对目标号码和本分机的转接权限。',
  },
  'phone.leaseHeld': {
    title: '软电话已在另一个窗口打开',
    effect: '本窗口不会响铃，通话由另一个窗口处理。',
    action: '请回到另一个窗口；需要在这里使用时可以接管。',
    support: '属于正常情况；同一台电脑只允许一个软电话窗口工作。',
  },
  'phone.notConnected': {
    title: '软电话窗口没有打开',
    effect: '暂时不能接打电话，工单和知识库照常。',
    action: '请打开软电话窗口，并保持开着。',
    support: '查看软电话窗口是否被关闭或被系统策略拦截。',
  },
  'phone.awayInCall': {
    title: '软电话窗口在通话中断开',
    effect: '听不到市民时，通话已经中断；断开之前的录音已保存。',
    action: '请打开软电话窗口；通话没有恢复的，按号码给市民回拨。',
    support: '查看软电话窗口是被关闭、崩溃还是被系统结束；一分钟后此提示自动消失。',
  },
  'phone.noSuchCall': {
    title: '这通电话已经结束',
    effect: '操作没有执行，通话记录已保存。',
    action: '如需联系市民，请按记录中的号码回拨。',
    support: '属于正常情况，通常是对方先挂断。',
  },
  'phone.notAllowedNow': {
    title: '当前状态不能进行此操作',
    effect: '操作没有执行，通话照常进行。',
    action: '请看话务条上的状态，待按钮可用后再试。',
    support: '属于正常情况；按钮状态明显不对时保留日志，交开发人员分析。',
  },
  'phone.keysNotTaken': {
    title: '对方不接收按键',
    effect: '刚才的按键没有送到，通话照常进行。',
    action: '请口头说明选择，或请对方转人工；需要按键的业务请换一条线路再拨。',
    support: '对方既没有协商按键事件，也拒绝了信令中的按键消息，请检查交换机的按键设置。',
  },
  'phone.numberForbidden': {
    title: '这个号码不允许拨打',
    effect: '电话没有拨出，其他通话不受影响。',
    action: '请核对号码；确需拨打时请班长处理。',
    support: '号码的开头在拨号规则的禁拨名单里；紧急号码不受此限制。',
  },
  'phone.notConfigured': {
    title: '这项功能没有配置',
    effect: '没有执行，通话不受影响。',
    action: '请联系信息管理员补充配置。',
    support: '在本机配置文件的交换机一节补充这项功能的分机号。',
  },
  'phone.notForRole': {
    title: '信息管理员工号不接电话',
    effect: '软电话没有登录交换机，来电不会响到这台电脑。',
    action: '要在这台电脑接电话，请退出后用坐席或班长工号登录。',
    support: '属于正常情况，无需处理。',
  },
  'phone.testRingFailed': {
    title: '振铃自检没有通过',
    effect: '交换机的测试来电没有响到本席，真实来电也可能进不来。',
    action: '请点顶部的“不可接听”重新自检；仍不通过时告知班长。',
    support: '检查测试分机的拨号规则、本分机注册和呼入路由。',
  },
  'phone.secondPath': {
    title: '值守坐席超时未接，来电已转第二路',
    effect: '值班话机或手机已同时振铃，市民没有被挂断。',
    action: '请联系值守坐席，确认人在岗、能听到铃声。',
    support: '交换机按夜间方案并振第二部电话；详情为坐席工号，10 分钟后自动消失。',
  },
  'call.notFound': {
    title: '没有找到这通电话',
    effect: '本机没有这通电话的记录，或不是您接打的，结果没有记上。',
    action: '请在“通话”里找到这通电话再登记结果。',
    support: '按通话编号查本机记录；换过电脑的话，通话在另一台坐席台上。',
  },
  'agent.lastReady': {
    title: '您是最后一位就绪坐席',
    effect: '现在离席就没有人接听来电，状态没有改变。',
    action: '请等其他坐席就绪，或请班长批准离席。',
    support: '最后一位就绪坐席的保护由中心服务器按各席位状态判断。',
  },
  'agent.notAllowedNow': {
    title: '现在不能切换到这个状态',
    effect: '您的状态没有改变，来电照常分配。',
    action: '请先结束通话或话后处理再切换。',
    support: '核对坐席当时的状态、通话和班组就绪人数，规则见开发文档。',
  },
  'agent.askChanged': {
    title: '这条申请已经变了',
    effect: '没有批准，也没有拒绝：坐席已改申请或不再申请。',
    action: '请看清现在的申请，再批准或拒绝。',
    support: '批准只对班长看到的那一条申请有效，服务器按申请时间核对。',
  },
  'agent.notDialling': {
    title: '当前状态不能外呼',
    effect: '电话没有拨出，您的状态没有改变。',
    action: '请先切回就绪或回访再拨；紧急号码不受限制，任何状态都能拨。',
    support: '小休、用餐、培训、签出等状态不外呼，规则见开发文档；属于正常情况。',
  },
  'agent.reasonMissing': {
    title: '请选择原因',
    effect: '您的状态没有改变。',
    action: '在状态菜单中选一个原因再切换。',
    support: '示忙、小休、用餐、培训和话后延长必须有原因。',
  },
  'agent.guardUnknown': {
    title: '暂时无法确认是否还有其他就绪坐席',
    effect: '连不上中心服务器，最后一位就绪坐席的保护此刻不起作用，状态没有改变。',
    action: '请先口头确认有同事在岗，再选择仍然切换；此次切换会记录在案。',
    support: '检查本机到中心服务器的连接；未经保护的切换在历史记录中另有标记。',
  },
};
