import type { ErrorCode } from '../error-codes.ts';
import type { ErrorText } from './error-text.ts';
import type { mergeErrors } from './merge-errors.ts';

type Area =
  | `upload.${string}`
  | `storage.${string}`
  | `config.${string}`
  | `ticket.${string}`
  | `input.${string}`
  | `ipc.${string}`;

/** Texts of what goes wrong with data and programs, but for those of merging. A code without a row does not compile. */
export const dataErrors: Readonly<
  Record<Exclude<Extract<ErrorCode, Area>, keyof typeof mergeErrors>, ErrorText>
> = {
  'upload.hubUnreachable': {
    title: '录音暂时无法上传',
    effect: '录音已安全保存在本机，连上服务器后会从断点自动续传。',
    action: '无需操作，请照常工作。',
    support: '检查本机到服务器的网络和中心服务器的服务状态。',
  },
  'upload.hubDiskFull': {
    title: '中心服务器的录音空间已满',
    effect: '录音已安全保存在本机，服务器腾出空间后会自动续传。',
    action: '请告知信息管理员，其他工作照常。',
    support: '扩充服务器的录音存储，或按保存期限归档；扩充后无需在坐席电脑上操作。',
  },
  'upload.rejected': {
    title: '中心服务器未接受这段录音',
    effect: '录音仍安全保存在本机，不会被删除。',
    action: '请告知信息管理员，其他工作照常。',
    support: '查看服务器日志中的拒绝原因，核对坐席账号权限和软件版本。',
  },
  'upload.hashMismatch': {
    title: '录音上传后校验不一致',
    effect: '服务器没有采用这次上传，本机的录音完好，会自动重新上传。',
    action: '无需操作；反复出现时告知信息管理员。',
    support: '检查网络中间设备是否改写了数据，以及服务器的存储是否正常。',
  },
  'upload.badReceipt': {
    title: '中心服务器的上传回执无效',
    effect: '系统没有认可这份回执，录音继续保存在本机。',
    action: '请告知信息管理员，其他工作照常。',
    support: '核对本机登记的服务器公钥与服务器当前使用的密钥是否一致。',
  },
  'storage.damaged': {
    title: '本机数据文件损坏',
    effect:
      '原文件已另存，工单和知识库会从服务器重新取回；未上传的录音、未提交的工单和草稿暂时看不到，尚未丢失。',
    action: '不影响接听；请勿重装软件、勿删文件，立即告知信息管理员。',
    support: '损坏的文件保存在数据目录的备份文件夹中，请检查磁盘健康状况并从中找回未同步的内容。',
  },
  'storage.damageFound': {
    title: '发现本机数据文件有损坏',
    effect:
      '接听、录音和多数操作照常，个别工单或知识可能打不开；下次启动坐席台时，损坏的文件会另存，工单和知识库从服务器重新取回。',
    action:
      '请等状态栏不再显示待上传、待提交，再重新启动坐席台；请勿重装软件、勿删文件，并告知信息管理员。',
    support: '检查磁盘健康状况；重启后，损坏的文件保存在数据目录中，可从中找回未同步的内容。',
    signedOut: {
      effect: '下次启动坐席台时，损坏的文件会另存，工单和知识库从服务器重新取回。',
      action: '请在登录前重新启动坐席台；请勿重装软件、勿删文件，并告知信息管理员。',
    },
  },
  'storage.olderVersion': {
    title: '数据来自旧版本的软件',
    effect: '为避免影响正在运行的旧版本，没有改动数据。',
    action: '请联系信息管理员，用同一版本的程序操作。',
    support: '使用与正在运行的服务器同一版本的程序，或先用新版本启动一次服务器，由它升级数据库。',
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
    effect:
      '原文件已另存，工单和知识库会从服务器重新取回；未上传的录音、未提交的工单和草稿暂时看不到，尚未丢失。',
    action: '不影响接听；请勿重装软件、勿删文件，立即告知信息管理员是否换过电脑或系统账号。',
    support: '检查系统账号或密钥保管服务是否更换；找回原密钥后可读取另存的文件。',
  },
  'config.unreadable': {
    title: '配置文件无法读取',
    effect: '写错的这一部分没有启用，其余部分按配置启动。',
    action: '请联系信息管理员改正配置文件，改好后重新打开坐席台。',
    support: '按提示的文件和行号检查配置文件的格式，原文件没有被改动。',
  },
  'config.incomplete': {
    title: '配置缺少必填项',
    effect: '缺的这一部分没有启用，其余部分按配置启动。',
    action: '请联系信息管理员补齐配置，补好后重新打开坐席台。',
    support: '按提示的项目名补齐交换机地址、域、分机号等内容。',
  },
  'config.plainRefused': {
    title: '配置的地址未加密',
    effect: '为了不泄露密码和通话，本机没有连接这个地址，这不是网络故障。',
    action: '请联系信息管理员改正配置，改好后重新打开坐席台。',
    support:
      '按提示的项目改用加密的地址；确实只能不加密时，按说明书在同一节写明允许，坐席台会一直用红字提示。',
  },
  'config.plainConnection': {
    title: '连接未加密',
    effect: '同一网络里的其他电脑可以看到密码、工单或通话内容。',
    action: '请照常工作，并提醒信息管理员尽快改为加密连接。',
    support: '给服务器配置证书，把地址改为加密的地址，并删去配置里允许不加密的那一项。',
    signedOut: {
      effect: '同一网络里的其他电脑可以看到您输入的工号和密码。',
      action: '请提醒信息管理员尽快改为加密连接；这个密码不要在别处使用。',
    },
  },
  'ticket.notFound': {
    title: '找不到这件工单',
    effect: '本机没有这件工单，可能尚未同步，或不在您的查看范围内。',
    action: '请核对工单编号，或稍后再查。',
    support: '按编号在服务器上查找，并核对本机的同步时间。',
  },
  'ticket.fieldsMissing': {
    title: '还有必填内容未填写',
    effect: '工单没有保存或办结，已填写的内容都在。',
    action: '请补齐标红的项目后再操作。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.alreadyClosed': {
    title: '这件工单已经办结',
    effect: '原来的办结内容不变，没有再次办结或改动。',
    action: '市民反映新情况时，请另行登记一件。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.conflict': {
    title: '工单已被他人修改',
    effect: '您的更改没有覆盖对方的内容，您填写的文字保留在本机。',
    action: '请重新打开该工单，对照后再提交。',
    support: '在服务器的办理过程里查看双方的修改时间。',
  },
  'ticket.numberTaken': {
    title: '工单编号已换新',
    effect: '原编号已被另一件工单使用，本件已自动换用新编号，内容都在。',
    action: '已把原编号告诉市民的，请告知新编号。',
    support: '同一工号在两台电脑上离线登记时可能重号；详情为原编号和新编号。',
  },
  'ticket.notWithDepartment': {
    title: '工单不在经办部门，不能催办',
    effect: '没有催办，工单不变。',
    action: '交办后、经办部门反馈结果前才能催办；请先核对工单状态。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.needsHandling': {
    title: '本条需交办，不能直接解答',
    effect: '没有办结，输入的内容都在。引用的知识条目要有人去办，只告知市民不算办结。',
    action: '请先交办；没有交办权限的，保存后报班长。另有可直接解答的事项，请引用相应条目。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.closeUrgent': {
    title: '紧急件须交办，不能由坐席办结',
    effect: '工单没有办结，仍在办理；填写的内容都在。',
    action: '请先保存，立即电话交办经办部门并告知班长；分类选错的，更正分类后“紧急”随之取消。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.closeConfidential': {
    title: '举报、保密件不能由坐席办结',
    effect: '工单没有办结，仍在办理；填写的内容都在。',
    action: '请先保存，并告知班长按规定交办；不要向被举报方透露诉求人的信息。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.closeWithDepartment': {
    title: '工单在经办部门，不能由坐席办结',
    effect: '工单没有办结，仍在办理；填写的内容都在。',
    action: '请填写新情况后保存，需要时催办；经办部门反馈结果后再审核、回访。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.closeBeforeSignIn': {
    title: '市级派件尚未签收，不能办结',
    effect: '工单没有办结，仍在办理；填写的内容都在。',
    action: '请先保存已了解的情况，由班长在市级平台签收。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.closeAwaitsDecision': {
    title: '工单在等班长或市级平台的决定，不能办结',
    effect: '工单没有办结，仍在办理；填写的内容都在。',
    action: '请先保存，有新情况告知班长；有了决定再继续办理。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.closeAwaitsSteps': {
    title: '工单还没有走完审核、回访和回复，不能办结',
    effect: '工单没有办结，仍在办理；填写的内容都在。',
    action: '请先保存，并告知班长安排下一步；走完后再办结。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.answerOwnOnly': {
    title: '市级派件不能直接解答并办结',
    effect: '工单没有办结，仍在办理；填写的内容都在。',
    action: '请填写答复后选“拟答复”，由班长回复市级平台。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.answerQuestionOnly': {
    title: '只有咨询可以直接解答并办结',
    effect: '工单没有办结，仍在办理；填写的内容都在。',
    action: '请核对诉求性质；确实不是咨询的，保存后按流程办理。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.answerAtIntake': {
    title: '已转为自办件，不能再直接解答',
    effect: '工单没有办结，仍在办理；填写的内容都在。',
    action: '请改用“自办办结”。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.stepNotNow': {
    title: '工单已不在这一步',
    effect: '没有执行，工单不变。',
    action: '请看工单当前的状态和办理过程，按最新状态继续办理。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.notOfCity': {
    title: '不是市级派件，不能退回市级平台',
    effect: '没有申请退回，工单不变。',
    action: '本渠道的工单请改为交办、不予受理或自办。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.returnLocked': {
    title: '工单已指定办理，不能退件',
    effect: '没有提交退件，工单不变。',
    action: '请按指定办理；有困难可申请延期或报班长协调。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.returnNotAsked': {
    title: '没有待审的退件申请',
    effect: '没有执行，工单不变。',
    action: '请先由坐席写明退件理由和建议的承办单位，再审核。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.returnNotGranted': {
    title: '部门已签收，改派要先同意退件或由班长办理',
    effect: '没有改派，工单不变。',
    action: '请让经办部门提交退件申请并审核；来不及的，告知班长改派。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.forLead': {
    title: '这一步需要班长办理',
    effect: '没有执行，工单不变。',
    action: '请告知班长，由班长在自己的坐席台上办理。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.assignByProposal': {
    title: '群体、督办、保密和举报件须先报班长批准',
    effect: '没有交办，工单不变。',
    action: '请改用“报批交办”；紧急件不受此限，可以直接交办。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.departmentMissing': {
    title: '没有选择主办部门',
    effect: '没有交办，工单不变。',
    action: '请选择主办部门后再交办。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.departmentClosed': {
    title: '所选部门已停用，不能再交办',
    effect: '没有交办，工单不变；该部门手上的工单仍由其办完。',
    action: '请在主办、协办部门中改选其他部门。',
    support: '停用和恢复部门：管理页“部门与派单”，班长和信息管理员可改。',
  },
  'ticket.decisionMissing': {
    title: '没有写明由谁批准',
    effect: '没有执行，工单不变。',
    action: '请填写批准人和依据；坐席本人不能代为决定。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.callbackIncomplete': {
    title: '已接通的回访要记录是否解决和满意度',
    effect: '没有记录这次回访，工单不变。',
    action: '请补全两项后再保存。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.applicationOpen': {
    title: '同类申请还没有结束',
    effect: '没有执行，工单不变。',
    action: '请先把已有的申请办完并向经办部门解释结果。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.applicationLate': {
    title: '已过可以申请的时间',
    effect: '没有提交申请，工单不变。',
    action:
      '退件须在交办后 2 个工作日内、延期须在反馈时限到期前提出；现在请按时限办理，并与坐席联系。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.applicationTwice': {
    title: '本工单已经批准过一次延期',
    effect: '没有提交申请，工单不变。',
    action: '请按已延长的时限办理；确有困难请与坐席联系。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.applicationNotNow': {
    title: '这项申请已由他人处理',
    effect: '没有执行，申请不变。',
    action: '请看工单里这项申请的最新状态。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.extensionTooLong': {
    title: '延期的新时限不在允许范围内',
    effect: '没有提交申请，工单不变。',
    action: '新时限须晚于现时限，且最多延长 10 个工作日。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.dueInPast': {
    title: '督办期限不能早于现在',
    effect: '没有督办，工单不变。',
    action: '请改填今天以后的期限。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.callbackOwed': {
    title: '还没有回访市民，不能归档',
    effect: '没有归档，工单不变。',
    action: '请先完成回访；中心服务器会在办结 30 天后自动归档。',
    support: '属于正常情况，无需处理。',
  },
  'ticket.gone': {
    title: '工单已不在您的查看范围内',
    effect: '本机已清除该工单的内容；您输入而未保存的文字仍在草稿里，没有丢失。',
    action: '请打开草稿核对；需要补充的情况请告知班长。',
    support: '保密件只有班长和采购人可查看；详情为工单编号。',
  },
  'ticket.confidential': {
    title: '该工单的来电人保密',
    effect: '举报件和标为保密的工单，姓名和号码不向经办部门显示；这次查看已记录。',
    action: '需要与来电人核实时，请在工单里留言，由坐席代为联系。',
    support: '保密由工单类别（举报）或保密标记决定，坐席和班长可以修改。',
  },
  'ticket.undoTooLate': {
    title: '撤销的时间已过，办结有效',
    effect: '工单保持办结，已经上报或正在上报中心服务器。',
    action: '办错了的，请告知班长；市民另有诉求的，请另行登记一件。',
    support: '属于正常情况，无需处理。',
  },
  'input.invalid': {
    title: '填写的内容格式不对',
    effect: '内容没有提交，已填写的文字都在。',
    action: '请按提示修改后再提交。',
    support: '提示与填写内容明显不符时保留日志，交开发单位分析。',
  },
  'ipc.wasAway': {
    title: '操作时窗口与后台断开',
    effect: '现在已重新连上；这次操作多半没有执行。',
    action: '请看一下屏幕上的状态，需要时再做一次。',
    support: '查看断开时刻的日志，确认后台程序是否重新启动过。',
  },
  'ipc.disconnected': {
    title: '窗口与后台暂时断开',
    effect: '正在自动重连；通话和录音在软电话窗口中照常进行。',
    action: '请稍候；一分钟内未恢复时，在没有通话时重新打开工作台。',
    support: '查看后台程序是否在运行，以及断开时刻的日志。',
    signedOut: {
      effect: '没有登录，密码没有被判断；正在自动重连。',
      action: '请稍候再点登录；一分钟内未恢复时重新打开坐席台。',
    },
  },
  'ipc.wrongBuild': {
    title: '窗口与后台的版本不一致',
    effect: '程序已更新，旧窗口要重新打开才能继续使用。',
    action: '请在没有通话时重新打开本窗口。',
    support: '重新打开后仍出现时，检查安装目录是否有旧版本残留。',
  },
  'ipc.stranger': {
    title: '本机端口上答复的不是坐席台后台',
    effect: '本窗口已停止发送任何内容；进行中的通话不受影响，录音暂存在软电话窗口。',
    action: '请不要输入密码，不要关闭软电话窗口，立即联系信息管理员。',
    support: '查明占用坐席台端口的程序和账号，结束它以后窗口会自动恢复。',
  },
  'ipc.openedElsewhere': {
    title: '坐席台已在另一个窗口重新打开',
    effect: '本窗口已停用，不再收发内容；进行中的通话不受影响。',
    action: '请在通话结束后关闭本窗口，到新打开的窗口继续工作。',
    support: '不需要处理；反复出现时，检查桌面图标或启动程序是否被重复运行。',
  },
  'ipc.notAdmitted': {
    title: '坐席台后台不再认可本窗口',
    effect: '窗口的授权已失效或被收回，不能再办理业务；进行中的通话不受影响。',
    action: '请在通话结束后关闭本窗口，再从桌面图标打开坐席台。',
    support: '重新打开后仍出现时，检查坐席台的数据文件夹能否写入。',
  },
  'ipc.internal': {
    title: '程序出错',
    effect: '这一步没有完成，通话和录音不受影响，其他功能照常。',
    action: '请再试一次；仍不行时告知信息管理员，说明时间和操作。',
    support: '按时间查看日志中的错误记录，保留日志交开发单位分析。',
    signedOut: {
      effect: '这一步没有完成，没有登录。',
      action: '请再试一次；仍不行时告知信息管理员，说明时间和操作。',
    },
  },
};
