import type { ErrorCode } from '../error-codes.ts';
import type { ErrorText } from './error-text.ts';

/** Texts of what goes wrong with files of tickets. A code without a row does not compile. */
export const attachmentErrors: Readonly<
  Record<Extract<ErrorCode, `attachment.${string}`>, ErrorText>
> = {
  'attachment.tooLong': {
    title: '文件超过二十兆字节',
    effect: '这个文件没有上传，其他文件不受影响。',
    action: '请压缩或分开后再添加。',
    support: '上限由中心服务器规定，不可调整。',
  },
  'attachment.quota': {
    title: '今天添加的附件已到上限',
    effect: '这个文件没有上传，已上传的附件不受影响。',
    action: '请先只传必要的凭证，24 小时后再传其余的。',
    support: '每人 24 小时内最多 100 个文件、共三百兆字节。',
  },
  'attachment.type': {
    title: '不能添加这种文件',
    effect: '中心服务器按文件内容判断后没有保存它。',
    action:
      '请改用照片、版式文件、文档、表格、录音、录像或纯文本；带宏或内嵌文件的文档请先另存为版式文件。',
    support: '只按内容判断，改文件名无效；压缩包、网页、矢量图和程序一律不收。',
  },
  'attachment.notUploaded': {
    title: '附件还没有上传完',
    effect: '附件没有加到工单上，工单不变。',
    action: '请移除后重新选择这个文件，再提交。',
    support: '文件上传后 7 天没有提交的，中心服务器会清除。',
  },
  'attachment.notFound': {
    title: '没有这个附件',
    effect: '附件没有打开，工单不变。',
    action: '请刷新工单；附件可能已经撤回，或不对您开放。',
    support: '审计记录中可查到谁查看过什么。',
  },
  'attachment.notYours': {
    title: '这个附件不是您添加的',
    effect: '附件没有撤回，工单不变。',
    action: '请由添加的人撤回；坐席的附件也可由班长撤回。',
    support: '属于正常情况，无需处理。',
  },
  'attachment.twice': {
    title: '这个附件已经在工单上',
    effect: '没有重复添加，工单不变。',
    action: '无需操作，请在附件列表中查看。',
    support: '属于正常情况，无需处理。',
  },
  'attachment.damaged': {
    title: '附件在中心服务器上已损坏',
    effect: '附件打不开，工单的其他内容不受影响。',
    action: '请联系添加的人重新上传，并告知系统管理员。',
    support: '检查中心服务器存放附件的磁盘和备份，见运维手册。',
  },
};
