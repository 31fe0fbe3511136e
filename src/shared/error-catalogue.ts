import type { ErrorCode } from './error-codes.ts';

/** What people read when an expected failure happens. Four short texts, each a whole sentence in plain Chinese. */
export interface ErrorText {
  /** What happened. Shown as the heading, without a full stop. */
  readonly title: string;
  /** What it means for the call or for the work at hand. */
  readonly effect: string;
  /** What the agent does now. */
  readonly action: string;
  /** What IT looks at; shown under 详情 together with the code. */
  readonly support: string;
}

/** Texts of every error code. A code without a row does not compile. */
export const errorCatalogue: Readonly<Record<ErrorCode, ErrorText>> = {
  'sip.badCredentials': {
    title: '分机密码不正确',
    effect: '软电话未登录，暂时不能接打电话，其他工作照常。',
    action: '请联系信息管理员核对本分机的密码，改好后会自动重新登录。',
    support: '核对本机配置中的分机号、域和密码与交换机是否一致，并查看交换机的鉴权日志。',
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
    support: '检查证书是否过期、名称是否与地址一致，并把签发机构的根证书装到本机。',
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
  'sip.notAcknowledged': {
    title: '接听后没有接通',
    effect: '交换机没有确认这次接听，通话已结束，来电人可能还在等候或已挂断。',
    action: '请按来电号码回拨；连续出现时联系信息管理员。',
    support:
      '应答后的 200 没有收到 ACK（RFC 3261 §13.3.1.4）。检查交换机到坐席之间的 SIP 路由、Contact 地址和代理的 Record-Route。',
  },
  'sip.busy': {
    title: '对方正在通话',
    effect: '这次呼叫已结束，工单上会留下这次外呼记录。',
    action: '请过几分钟再拨。',
    support: '属于正常情况，无需处理。',
  },
  'sip.noAnswer': {
    title: '对方无人接听',
    effect: '这次呼叫已结束，工单上会留下这次外呼记录。',
    action: '请换个时间再拨；回访需在不同时间多试几次。',
    support: '属于正常情况，无需处理。',
  },
  'sip.numberNotFound': {
    title: '号码不存在或无法接通',
    effect: '这次呼叫已结束，没有产生通话。',
    action: '请核对号码后重拨，外地号码要带区号。',
    support: '核对交换机的外呼规则和出局前缀是否允许该类号码。',
  },
  'sip.malformedMessage': {
    title: '收到一条无法识别的话务消息',
    effect: '这条消息已忽略，进行中的通话不受影响。',
    action: '无需操作；反复出现时请告知信息管理员。',
    support: '在日志中按时间查找被忽略的消息，检查交换机版本和中间设备是否改写了消息。',
  },
  'media.microphoneDenied': {
    title: '麦克风没有获得使用许可',
    effect: '接通后市民听不到您的声音，因此暂时不能接打电话。',
    action: '请在系统或浏览器的隐私设置中允许使用麦克风，然后重新打开软电话窗口。',
    support: '检查操作系统的麦克风隐私开关和浏览器的站点权限策略。',
  },
  'media.microphoneAbsent': {
    title: '没有找到麦克风',
    effect: '接通后市民听不到您的声音，因此暂时不能接打电话。',
    action: '请插好耳麦；仍有提示时重新打开软电话窗口。',
    support: '检查耳麦、接口和声卡驱动，确认系统的录音设备列表中有该设备。',
  },
  'media.microphoneBusy': {
    title: '麦克风被其他程序占用',
    effect: '接通后市民听不到您的声音，因此暂时不能接打电话。',
    action: '请关闭正在使用麦克风的程序；仍有提示时重新打开软电话窗口。',
    support: '检查独占方式使用声卡的程序，并在声音设置中关闭独占模式。',
  },
  'media.noRemoteAudio': {
    title: '听不到对方的声音',
    effect: '通话仍在继续，但几秒内没有收到市民的语音。',
    action: '请先询问对方能否听清；无改善时记下号码，挂断后回拨。',
    support: '检查交换机到坐席的语音端口是否被防火墙拦截，并核对交换机的媒体地址。',
  },
  'sip.transferFailed': {
    title: '转接没有成功',
    effect: '对方无人接听或拒绝了转接，市民的电话还在您这里。',
    action: '请接回市民，说明情况后改转别处，或自己继续处理。',
    support: '查看交换机的转接记录，核对目标号码和本分机的转接权限。',
  },
  'media.noLocalAudio': {
    title: '对方听不到您',
    effect: '您的声音没有发出去，市民听到的是静音。',
    action: '请检查耳机是否静音、插头是否松动；必要时在“声音与设备”中换一个麦克风。',
    support: '查看麦克风权限、设备状态和发送的语音包计数。',
  },
  'media.lossReceiving': {
    title: '您听到的声音会断续',
    effect: '从市民方向来的语音包有丢失。',
    action: '请放慢语速、请对方重复要点；持续时告知班长。',
    support: '检查本机到交换机的网络丢包，优先使用有线网络。',
  },
  'media.lossSending': {
    title: '对方听不清',
    effect: '发往市民方向的语音包有丢失。',
    action: '请放慢语速、复述要点；持续时告知班长。',
    support: '检查本机到交换机的上行丢包，优先使用有线网络。',
  },
  'media.delayHigh': {
    title: '通话延迟较大',
    effect: '双方说话会互相打断。',
    action: '请说完一句后稍等对方回应。',
    support: '检查本机到交换机的往返时延和抖动。',
  },
  'media.microphoneSilent': {
    title: '麦克风没有声音',
    effect: '接听后市民将听不到您，所以坐席灯不亮。',
    action: '请检查耳机上的静音开关和插头，或在“声音与设备”中换一个麦克风。',
    support: '麦克风输出为数字静音：检查系统静音、驱动和硬件开关。',
  },
  'media.ringerAbsent': {
    title: '振铃设备不可用',
    effect: '来电时可能听不到铃声，画面提示照常。',
    action: '请在“声音与设备”中换一个振铃设备。',
    support: '所选输出设备已拔出或被系统停用。',
  },
  'media.negotiationFailed': {
    title: '语音通道没有建立',
    effect: '这通电话没有接通，市民可能会再次来电。',
    action: '请按来电号码回拨；连续发生时告知班长。',
    support: '核对交换机的编码、加密和网页通话设置，并检查本机的网络接口。',
  },
  'recording.notStarted': {
    title: '录音没有开始',
    effect: '通话照常进行，但到目前为止没有录音，原因已记入通话记录。',
    action: '请正常服务市民，并在工单中把要点写完整；通话后告知班长。',
    support: '查看同一时间的日志，检查声音设备、磁盘和密钥是否可用。',
  },
  'recording.stopped': {
    title: '录音中断',
    effect: '通话照常进行，中断之前的录音已保存，系统正在尝试重新开始。',
    action: '请正常服务市民，并在工单中补记要点；通话后告知班长。',
    support: '查看中断时刻的日志，检查软电话页面和磁盘状况。',
  },
  'recording.silent': {
    title: '录音没有声音',
    effect: '通话照常进行，录音文件在写入，但有一方一直没有声音。',
    action: '请询问对方能否听清，并检查耳麦的静音开关。',
    support: '对照通话的收发包数和音量记录，判断是设备静音还是语音没有送达。',
  },
  'recording.diskFull': {
    title: '磁盘已满，录音无法写入',
    effect: '通话照常进行，已写入的录音保留，后面的内容暂存在内存中。',
    action: '请正常服务市民，并立即告知班长和信息管理员。',
    support: '为录音所在磁盘腾出空间，不要删除录音目录中的文件，上传完成后会自动释放。',
  },
  'recording.writeFailed': {
    title: '录音写入失败',
    effect: '通话照常进行，系统已换新文件继续录音，之前写入的部分保留。',
    action: '请正常服务市民；反复出现时告知信息管理员。',
    support: '检查磁盘健康状况和杀毒软件是否拦截了录音目录。',
  },
  'recording.keyUnavailable': {
    title: '本机无法安全保管录音密钥',
    effect: '通话照常进行，但系统不会用不安全的方式保存录音，因此暂不录音。',
    action: '请正常服务市民，并告知信息管理员。',
    support: '启用操作系统的密钥保管服务，在无图形密钥环的系统上先安装并解锁密钥环。',
  },
  'recording.damaged': {
    title: '录音文件有损坏',
    effect: '损坏之前的内容可以正常收听，原文件已原样保留。',
    action: '请照常收听可用部分，并告知信息管理员。',
    support: '保留原文件，检查磁盘健康状况，并与平台上的副本核对。',
  },
  'recording.notFound': {
    title: '没有找到这段录音',
    effect: '现在不能收听，通话记录和工单不受影响。',
    action: '请稍后再试；录音可能还在另一台电脑上等待上传。',
    support: '按录音编号在平台和原坐席电脑上查找，核对上传队列。',
  },
  'recording.selfTestFailed': {
    title: '录音自检没有通过',
    effect: '来电可能录不上音，所以坐席灯不亮。',
    action: '请刷新软电话页面；仍未恢复时告知班长，由其他坐席接听。',
    support: '录音线程或编码器没有产出数据：查看软电话页面日志，重启软件。',
  },
  'upload.hubUnreachable': {
    title: '录音暂时无法上传',
    effect: '录音已安全保存在本机，网络恢复后会从断点自动续传。',
    action: '无需操作，请照常工作。',
    support: '检查本机到平台的网络和平台服务状态。',
  },
  'upload.hubDiskFull': {
    title: '平台的录音空间已满',
    effect: '录音已安全保存在本机，平台腾出空间后会自动续传。',
    action: '请告知信息管理员，其他工作照常。',
    support: '扩充平台的录音存储，或按保存期限归档；扩充后无需在坐席电脑上操作。',
  },
  'upload.rejected': {
    title: '平台没有接受这段录音',
    effect: '录音仍安全保存在本机，不会被删除。',
    action: '请告知信息管理员，其他工作照常。',
    support: '查看平台日志中的拒绝原因，核对坐席账号权限和软件版本。',
  },
  'upload.hashMismatch': {
    title: '录音上传后校验不一致',
    effect: '平台没有采用这次上传，本机的录音完好，会自动重新上传。',
    action: '无需操作；反复出现时告知信息管理员。',
    support: '检查网络中间设备是否改写了数据，以及平台的存储是否正常。',
  },
  'upload.badReceipt': {
    title: '平台的上传回执无效',
    effect: '系统没有认可这份回执，录音继续保存在本机。',
    action: '请告知信息管理员，其他工作照常。',
    support: '核对本机登记的平台公钥与平台当前使用的密钥是否一致。',
  },
  'hub.unreachable': {
    title: '暂时连不上平台',
    effect: '接听、录音、查询知识库和登记工单照常，内容先存在本机，恢复后自动同步。',
    action: '无需操作，请照常工作。',
    support: '检查平台服务、地址配置以及本机到平台的网络。',
  },
  'hub.badCredentials': {
    title: '工号或密码不正确',
    effect: '没有登录，工作台暂时不能使用。',
    action: '请核对工号和密码后再试；忘记密码请联系班长或信息管理员。',
    support: '确认账号是否存在，必要时重设密码。',
  },
  'hub.accountLocked': {
    title: '账号已被临时锁定',
    effect: '多次输错密码后账号暂停登录，已有的工作内容不受影响。',
    action: '请稍后再试，或联系信息管理员解锁。',
    support: '核实本人身份后解锁，并查看登录记录是否有异常来源。',
  },
  'hub.sessionExpired': {
    title: '登录已过期',
    effect: '通话和录音照常，内容先存在本机，重新登录后自动同步。',
    action: '请在方便时重新登录，不必打断当前通话。',
    support: '属于正常情况；频繁出现时核对两端的系统时间。',
  },
  'hub.forbidden': {
    title: '没有权限进行此操作',
    effect: '操作没有执行，内容没有改变。',
    action: '请联系班长，由有权限的人员处理。',
    support: '核对该工号的角色；录音只有本人和班长可以收听。',
  },
  'hub.refused': {
    title: '平台没有接受这项更改',
    effect: '您填写的内容保留在本机，没有丢失。',
    action: '请打开该工单核对内容后再提交。',
    support: '按时间查看平台日志中的拒绝原因，核对两端软件版本。',
  },
  'storage.damaged': {
    title: '本机数据文件损坏',
    effect: '原文件已另存保留，系统已换用新的数据文件，会从平台重新取回工单和知识库。',
    action: '可以继续接听；请告知信息管理员，先不要重装软件。',
    support: '损坏的文件保存在数据目录的备份文件夹中，请检查磁盘健康状况并从中找回未同步的内容。',
  },
  'storage.newerVersion': {
    title: '本机数据来自更新版本的软件',
    effect: '为避免弄坏数据，本版本没有改动数据文件，工作台暂时不能使用。',
    action: '请联系信息管理员安装新版本。',
    support: '安装与数据文件相同或更新的版本，不要删除数据文件。',
  },
  'storage.diskFull': {
    title: '本机磁盘已满',
    effect: '新内容暂时无法保存，已有内容不受影响。',
    action: '请不要关闭正在填写的工单，并立即告知信息管理员。',
    support: '为数据所在磁盘腾出空间，腾出后无需重启。',
  },
  'storage.wrongKey': {
    title: '本机数据无法解密',
    effect: '原文件已另存保留，系统已换用新的数据文件，会从平台重新取回工单和知识库。',
    action: '可以继续接听；请告知信息管理员，说明是否换过电脑或系统账号。',
    support: '检查系统账号或密钥保管服务是否更换；找回原密钥后可读取另存的文件。',
  },
  'config.unreadable': {
    title: '配置文件无法读取',
    effect: '系统按默认设置启动，软电话可能没有登录。',
    action: '请联系信息管理员检查配置文件。',
    support: '按提示的路径和行号检查配置文件的格式，原文件没有被改动。',
  },
  'config.incomplete': {
    title: '配置缺少必填项',
    effect: '软电话未登录，其他功能照常。',
    action: '请联系信息管理员补齐配置。',
    support: '按提示的项目名补齐交换机地址、域、分机号等内容。',
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
  'phone.testRingFailed': {
    title: '振铃自检没有通过',
    effect: '交换机的测试来电没有响到本席，真实来电也可能进不来。',
    action: '请点坐席灯重新自检；仍不通过时告知班长。',
    support: '检查测试分机的拨号规则、本分机注册和呼入路由。',
  },
  'phone.secondPath': {
    title: '值守坐席超时未接，来电已转第二路',
    effect: '值班话机或手机已同时振铃，市民没有被挂断。',
    action: '请联系值守坐席，确认人在岗、能听到铃声。',
    support: '交换机按夜间方案并振第二部电话；详情为坐席工号，10 分钟后自动消失。',
  },
  'agent.lastReady': {
    title: '您是最后一位就绪坐席',
    effect: '现在离席就没有人接听来电，状态没有改变。',
    action: '请等其他坐席就绪，或请班长批准离席。',
    support: '最后一位就绪坐席的保护由中心按各席位状态判断。',
  },
  'agent.notAllowedNow': {
    title: '现在不能切换到这个状态',
    effect: '您的状态没有改变，来电照常分配。',
    action: '请先结束通话或话后处理再切换。',
    support: '核对坐席当时的状态、通话和班组就绪人数，规则见开发文档。',
  },
  'agent.reasonMissing': {
    title: '请选择原因',
    effect: '您的状态没有改变。',
    action: '在状态菜单中选一个原因再切换。',
    support: '示忙、小休、用餐、培训和话后延长必须有原因。',
  },
  'agent.guardUnknown': {
    title: '暂时无法确认是否还有其他就绪坐席',
    effect: '中心联系不上，最后一位就绪坐席的保护此刻不起作用，状态没有改变。',
    action: '请先口头确认有同事在岗，再选择仍然切换；此次切换会记录在案。',
    support: '检查本机到中心的连接；未经保护的切换在历史记录中标为 unknown。',
  },
  'ticket.notFound': {
    title: '没有找到这张工单',
    effect: '本机没有这张工单，可能尚未同步，或不在您的查看范围内。',
    action: '请核对工单编号，或稍后再查。',
    support: '按编号在平台上查找，并核对本机的同步时间。',
  },
  'ticket.fieldsMissing': {
    title: '还有必填内容没有填写',
    effect: '工单没有办结，已填写的内容都在。',
    action: '请补齐标红的项目后再办结。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.alreadyClosed': {
    title: '这张工单已经办结',
    effect: '没有重复办结，原来的办结内容不变。',
    action: '市民反映新情况时，请另行登记一张工单。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.conflict': {
    title: '工单已被他人修改',
    effect: '您的更改没有覆盖对方的内容，您填写的文字保留在本机。',
    action: '请查看最新内容，核对后重新提交。',
    support: '在平台的办理过程里查看双方的修改时间。',
  },
  'knowledge.notFound': {
    title: '没有找到这条知识',
    effect: '该条目可能已停用，已引用过它的工单不受影响。',
    action: '请重新搜索，使用现行的条目。',
    support: '在平台上查看该条目的有效期和版本。',
  },
  'input.invalid': {
    title: '填写的内容格式不对',
    effect: '内容没有提交，已填写的文字都在。',
    action: '请按提示修改后再提交。',
    support: '提示与填写内容明显不符时保留日志，交开发人员分析。',
  },
  'ipc.disconnected': {
    title: '窗口与后台暂时断开',
    effect: '正在自动重连；通话和录音在软电话窗口中照常进行。',
    action: '请稍候；一分钟内未恢复时，在没有通话时重新打开工作台。',
    support: '查看后台程序是否在运行，以及断开时刻的日志。',
  },
  'ipc.wrongBuild': {
    title: '窗口与后台的版本不一致',
    effect: '软件刚刚升级，旧窗口需要刷新后才能继续使用。',
    action: '没有通话时系统会自动刷新；也可以手动重新打开窗口。',
    support: '刷新后仍出现时，检查安装目录是否有旧版本残留。',
  },
  'ipc.internal': {
    title: '系统内部出现意外',
    effect: '这一步没有完成，通话和录音不受影响，其他功能照常。',
    action: '请再试一次；仍不行时告知信息管理员，说明时间和操作。',
    support: '按时间查看日志中的错误记录，保留日志交开发人员分析。',
  },
};
